package io.orderwire.delivery.webhook.management;

import io.orderwire.delivery.http.ProblemWriter;
import io.orderwire.delivery.http.Query;
import io.orderwire.delivery.webhook.Endpoint;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** What is delivered to an endpoint over HTTP, the same for partners and the operator. */
abstract class DeliveryRoutes extends Answers {
  private final Access access;
  private final Changes changes;
  private final Replays replays;
  private final Attempts attempts;
  private final Observation observation;

  DeliveryRoutes(
      Access access,
      Changes changes,
      Replays replays,
      Attempts attempts,
      Observation observation,
      ProblemWriter problems) {
    super(problems);
    this.access = access;
    this.changes = changes;
    this.replays = replays;
    this.attempts = attempts;
    this.observation = observation;
  }

  @PostMapping("/{endpointId}/test")
  final void test(
      @PathVariable String endpointId, HttpServletRequest request, HttpServletResponse response)
      throws IOException, InterruptedException {
    Actor actor = asked(request);
    Endpoint endpoint = changes.find(actor.partnerId(), endpointId);
    var _ = Body.of(request).optionalFields(Set.of());
    write(response, 200, observation.test(actor, endpoint));
  }

  @GetMapping("/{endpointId}/stats")
  final void stats(
      @PathVariable String endpointId, HttpServletRequest request, HttpServletResponse response)
      throws IOException, InterruptedException {
    write(response, 200, observation.stats(endpoint(request, endpointId)));
  }

  @GetMapping("/{endpointId}/attempts")
  final void attempts(
      @PathVariable String endpointId, HttpServletRequest request, HttpServletResponse response)
      throws IOException, InterruptedException {
    Actor actor = access.actor(request);
    Query query = Query.of(request, Attempts.PARAMETERS);
    write(response, 200, attempts.page(changes.find(actor.partnerId(), endpointId), query));
  }

  @GetMapping("/{endpointId}/parked")
  final void parked(
      @PathVariable String endpointId, HttpServletRequest request, HttpServletResponse response)
      throws IOException, InterruptedException {
    write(response, 200, observation.parked(endpoint(request, endpointId)));
  }

  @PostMapping("/{endpointId}/parked/retry")
  final void retryParked(
      @PathVariable String endpointId, HttpServletRequest request, HttpServletResponse response)
      throws IOException, InterruptedException {
    Actor actor = asked(request);
    Endpoint endpoint = changes.find(actor.partnerId(), endpointId);
    Optional<Fields> body = Body.of(request).optionalFields(Observation.RETRY_MEMBERS);
    write(response, 200, observation.retryParked(actor, endpoint, body));
  }

  @PostMapping("/{endpointId}/replay")
  final void replay(
      @PathVariable String endpointId, HttpServletRequest request, HttpServletResponse response)
      throws IOException, InterruptedException {
    Actor actor = asked(request);
    Fields fields = Body.of(request).fields(Replays.MEMBERS);
    boolean isDry = fields.flag("dry_run").orElse(false);
    write(
        response, isDry ? 200 : 202, replays.start(actor, endpointId, IfMatch.of(request), fields));
  }

  @GetMapping("/{endpointId}/replay")
  final void replayProgress(
      @PathVariable String endpointId, HttpServletRequest request, HttpServletResponse response)
      throws IOException, InterruptedException {
    write(response, 200, replays.progress(asked(request).partnerId(), endpointId));
  }

  @DeleteMapping("/{endpointId}/replay")
  final void cancelReplay(
      @PathVariable String endpointId, HttpServletRequest request, HttpServletResponse response)
      throws InterruptedException {
    replays.cancel(asked(request), endpointId, IfMatch.of(request));
    done(response);
  }

  private Endpoint endpoint(HttpServletRequest request, String endpointId) {
    return changes.find(asked(request).partnerId(), endpointId);
  }

  /** Who asks; refuses forms and parameters, of which there are none. */
  private Actor asked(HttpServletRequest request) {
    Body.requireJson(request);
    Actor actor = access.actor(request);
    var _ = Query.of(request, Set.of());
    return actor;
  }
}
