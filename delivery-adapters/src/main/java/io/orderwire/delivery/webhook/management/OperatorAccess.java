package io.orderwire.delivery.webhook.management;

import io.orderwire.delivery.http.ErrorCode;
import io.orderwire.delivery.http.Operator;
import io.orderwire.delivery.http.Query;
import io.orderwire.delivery.http.RefusedException;
import io.orderwire.delivery.partner.Partners;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.web.servlet.HandlerMapping;

/** An operator, whose token was checked before; any registered partner's endpoints. */
final class OperatorAccess implements Access {
  /** Where they are. */
  static final String PATH = "/admin/v1/partners/{partnerId}/webhooks/endpoints";

  private final Partners partners;

  OperatorAccess(Partners partners) {
    this.partners = partners;
  }

  @Override
  public Actor actor(HttpServletRequest request) {
    String partnerId =
        request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
                instanceof Map<?, ?> variables
            ? String.valueOf(variables.get("partnerId"))
            : "";
    if (partners.find(partnerId).isEmpty()) {
      throw partners.isComplete()
          ? RefusedException.of(
              ErrorCode.NOT_FOUND, "There is no partner " + Query.shown(partnerId) + ".")
          : Refusals.notCaughtUp();
    }
    return new Actor(partnerId, Operator.author(request));
  }

  @Override
  public Consent consent(HttpServletRequest request, Actor actor) {
    return Consent.GIVEN;
  }

  @Override
  public String endpoints(String partnerId) {
    return PATH.replace("{partnerId}", partnerId);
  }
}
