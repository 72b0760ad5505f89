package io.orderwire.delivery.webhook.management;

import io.orderwire.delivery.audit.Author;
import io.orderwire.delivery.http.Caller;
import io.orderwire.delivery.http.ClientAddress;
import io.orderwire.delivery.http.RequestId;
import io.orderwire.delivery.partner.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** A partner with a key of the scope {@code manage}; its own endpoints. */
final class PartnerAccess implements Access {
  /** Where they are. */
  static final String PATH = "/v1/webhooks/endpoints";

  private final FactorManagement factors;

  PartnerAccess(FactorManagement factors) {
    this.factors = factors;
  }

  @Override
  public Actor actor(HttpServletRequest request) {
    Caller caller =
        Caller.of(request)
            .orElseThrow(() -> new IllegalStateException("the request was not authenticated"));
    caller.require(Scope.MANAGE);
    return new Actor(
        caller.partnerId(),
        new Author.PartnerKey(caller.keyId(), RequestId.of(request), ClientAddress.of(request)));
  }

  @Override
  public Consent consent(HttpServletRequest request, Actor actor) {
    return factors.consent(actor, code(request)).once();
  }

  /** The second factor's code that a request shows. */
  static Optional<String> code(HttpServletRequest request) {
    return Optional.ofNullable(request.getHeader("Orderwire-Otp"));
  }

  @Override
  public String endpoints(String partnerId) {
    return PATH;
  }
}
