package io.orderwire.delivery.webhook.management;

import io.orderwire.delivery.http.ErrorCode;
import io.orderwire.delivery.http.Problem;
import io.orderwire.delivery.http.ProblemWriter;
import io.orderwire.delivery.http.Query;
import io.orderwire.delivery.http.RefusedException;
import io.orderwire.delivery.webhook.Endpoint;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The endpoints themselves over HTTP, the same for partners and the operator. */
abstract class EndpointRoutes extends Answers {
  private static final Pattern IDEMPOTENCY_KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
  private static final int DAY = 86_400;

  private final Access access;
  private final Changes changes;
  private final EndpointManagement management;
  private final InstantSource clock;

  EndpointRoutes(
      Access access,
      Changes changes,
      EndpointManagement management,
      InstantSource clock,
      ProblemWriter problems) {
    super(problems);
    this.access = access;
    this.changes = changes;
    this.management = management;
    this.clock = clock;
  }

  @PostMapping
  final void create(HttpServletRequest request, HttpServletResponse response)
      throws IOException, InterruptedException {
    Actor actor = asked(request);
    MadeEndpoint made =
        management.create(
            actor, Body.of(request), idempotencyKey(request), access.consent(request, actor));
    response.setHeader(
        "Location", access.endpoints(actor.partnerId()) + "/" + made.endpoint().id());
    write(response, made.secret().isPresent() ? 201 : 200, made);
  }

  @GetMapping
  final void list(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Actor actor = asked(request);
    ObjectNode json = EndpointJson.object();
    ArrayNode endpoints = json.putArray("endpoints");
    changes
        .of(actor.partnerId())
        .forEach(one -> endpoints.add(EndpointJson.of(one, clock.instant())));
    write(response, 200, json);
  }

  @GetMapping("/{endpointId}")
  final void get(
      @PathVariable String endpointId, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    write(response, changes.find(asked(request).partnerId(), endpointId));
  }

  @PatchMapping("/{endpointId}")
  final void patch(
      @PathVariable String endpointId, HttpServletRequest request, HttpServletResponse response)
      throws IOException, InterruptedException {
    Actor actor = asked(request);
    IfMatch ifMatch = IfMatch.required(request);
    write(
        response,
        management.patch(
            actor, endpointId, ifMatch, Body.of(request), access.consent(request, actor)));
  }

  @DeleteMapping("/{endpointId}")
  final void remove(
      @PathVariable String endpointId, HttpServletRequest request, HttpServletResponse response)
      throws InterruptedException {
    changes.remove(asked(request), endpointId, IfMatch.of(request));
    done(response);
  }

  @PostMapping("/{endpointId}/pause")
  final void pause(
      @PathVariable String endpointId, HttpServletRequest request, HttpServletResponse response)
      throws IOException, InterruptedException {
    Actor actor = asked(request);
    var _ = Body.of(request).optionalFields(Set.of());
    write(response, management.pause(actor, endpointId, IfMatch.of(request)));
  }

  @PostMapping("/{endpointId}/resume")
  final void resume(
      @PathVariable String endpointId, HttpServletRequest request, HttpServletResponse response)
      throws IOException, InterruptedException {
    Actor actor = asked(request);
    Optional<Fields> body = Body.of(request).optionalFields(Set.of("from"));
    write(response, management.resume(actor, endpointId, IfMatch.of(request), body));
  }

  @PostMapping("/{endpointId}/rotate-secret")
  final void rotateSecret(
      @PathVariable String endpointId, HttpServletRequest request, HttpServletResponse response)
      throws IOException, InterruptedException {
    Actor actor = asked(request);
    Duration overlap =
        Body.of(request)
            .optionalFields(Set.of("overlap_seconds"))
            .map(fields -> fields.whole("overlap_seconds", 0, 7 * DAY).orElse(DAY))
            .map(Duration::ofSeconds)
            .orElse(Duration.ofSeconds(DAY));
    write(
        response,
        200,
        management.rotate(
            actor, endpointId, IfMatch.of(request), overlap, access.consent(request, actor)));
  }

  /** Who asks; refuses forms and parameters, of which there are none. */
  private Actor asked(HttpServletRequest request) {
    Body.requireJson(request);
    Actor actor = access.actor(request);
    var _ = Query.of(request, Set.of());
    return actor;
  }

  private void write(HttpServletResponse response, int status, MadeEndpoint made)
      throws IOException {
    ObjectNode json = EndpointJson.of(made.endpoint(), clock.instant());
    made.secret().ifPresent(secret -> json.put("secret", secret));
    response.setHeader("ETag", IfMatch.tag(made.endpoint()));
    write(response, status, json);
  }

  private void write(HttpServletResponse response, Endpoint endpoint) throws IOException {
    write(response, 200, new MadeEndpoint(endpoint, Optional.empty()));
  }

  private static Optional<String> idempotencyKey(HttpServletRequest request) {
    Optional<String> key = Optional.ofNullable(request.getHeader("Idempotency-Key"));
    if (key.isPresent() && !IDEMPOTENCY_KEY.matcher(key.get()).matches()) {
      throw new RefusedException(
          Problem.of(
                  ErrorCode.INVALID_PARAMETER,
                  "Idempotency-Key must be 1 to 255 visible characters of ASCII.")
              .with("parameter", "Idempotency-Key"));
    }
    return key;
  }
}
