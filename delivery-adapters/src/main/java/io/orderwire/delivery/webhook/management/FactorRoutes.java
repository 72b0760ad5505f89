package io.orderwire.delivery.webhook.management;

import io.orderwire.delivery.http.ProblemWriter;
import io.orderwire.delivery.http.Query;
import io.orderwire.delivery.webhook.factor.SecondFactor.State;
import io.orderwire.delivery.webhook.management.FactorManagement.Shown;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.databind.node.ObjectNode;

/** What partners and the operator do alike with a second factor over HTTP. */
abstract class FactorRoutes extends Answers {
  private final Access access;
  private final FactorManagement factors;
  private final State made;

  /**
   * Routes.
   *
   * @param made what a new factor is
   */
  FactorRoutes(Access access, FactorManagement factors, State made, ProblemWriter problems) {
    super(problems);
    this.access = access;
    this.factors = factors;
    this.made = made;
  }

  @PostMapping
  final void make(HttpServletRequest request, HttpServletResponse response)
      throws IOException, InterruptedException {
    Actor actor = asked(request);
    var _ = Body.of(request).optionalFields(Set.of());
    write(response, 201, factors.make(actor, made));
  }

  @GetMapping
  final void get(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Shown shown = new Shown(factors.find(asked(request).partnerId()), Optional.empty());
    write(response, 200, shown);
  }

  /** Who asks; refuses forms and parameters, of which there are none. */
  final Actor asked(HttpServletRequest request) {
    Body.requireJson(request);
    Actor actor = access.actor(request);
    var _ = Query.of(request, Set.of());
    return actor;
  }

  static void write(HttpServletResponse response, int status, Shown shown) throws IOException {
    ObjectNode json =
        EndpointJson.object()
            .put("state", shown.factor().state().wireName())
            .put("created_at", shown.factor().createdAt().toString());
    shown
        .secret()
        .ifPresent(
            secret ->
                json.put("secret", secret.base32())
                    .put("otpauth_uri", secret.uri(shown.factor().partnerId())));
    write(response, status, json);
  }
}
