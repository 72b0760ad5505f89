package io.orderwire.delivery.webhook.management;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.History;
import io.orderwire.delivery.history.ItemIds;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.http.Cursors;
import io.orderwire.delivery.http.ErrorCode;
import io.orderwire.delivery.http.Problem;
import io.orderwire.delivery.http.RefusedException;
import io.orderwire.delivery.subscription.Progress;
import io.orderwire.delivery.subscription.ProgressStore;
import io.orderwire.delivery.webhook.Endpoint;
import io.orderwire.delivery.webhook.EndpointActions;
import io.orderwire.delivery.webhook.Operation;
import io.orderwire.delivery.webhook.OperationLog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How an endpoint is doing: its figures, its parked items, a test of it. */
final class Observation {
  /** The members of a request for parked items. */
  static final Set<String> RETRY_MEMBERS = Set.of("items");

  private static final int MOST_ITEMS = 500;
  private static final Duration BETWEEN_TESTS = Duration.ofSeconds(1);

  private final History history;
  private final Cursors cursors;
  private final ProgressStore progress;
  private final EndpointActions actions;
  private final OperationLog log;
  private final InstantSource clock;
  private final Map<String, Instant> nextTest = new ConcurrentHashMap<>();

  Observation(
      History history,
      Cursors cursors,
      ProgressStore progress,
      EndpointActions actions,
      OperationLog log,
      InstantSource clock) {
    this.history = history;
    this.cursors = cursors;
    this.progress = progress;
    this.actions = actions;
    this.log = log;
    this.clock = clock;
  }

  /** Sends a test. A partner's tests are a second apart: an endpoint's URL may be anybody's. */
  ObjectNode test(Actor actor, Endpoint endpoint) throws InterruptedException {
    Instant now = clock.instant();
    nextTest.compute(
        endpoint.partnerId(),
        (partnerId, due) -> {
          if (due != null && due.isAfter(now)) {
            throw new RefusedException(
                Problem.of(ErrorCode.RATE_LIMITED, "Tests are at least a second apart.")
                    .retryAfter(BETWEEN_TESTS));
          }
          return now.plus(BETWEEN_TESTS);
        });
    record(actor, endpoint, new Operation.Test());
    EndpointActions.Tested tested = actions.test(endpoint);
    ObjectNode json = EndpointJson.object().put("webhook_id", tested.webhookId());
    Attempts.outcome(json, tested.outcome());
    return json.put("duration_ms", tested.duration().toMillis())
        .put("response", tested.responseExcerpt());
  }

  /** What it does now; where nothing is delivered to it here, what is stored of it. */
  ObjectNode stats(Endpoint endpoint) throws InterruptedException {
    cursors.requireReady(endpoint.partnerId());
    Optional<EndpointActions.Figures> live = actions.figures(endpoint.partnerId(), endpoint.id());
    ObjectNode json =
        EndpointJson.object()
            .put("state", endpoint.status().state().wireName())
            .put("delivering", live.isPresent());
    if (live.isEmpty()) {
      Progress stored = stored(endpoint);
      lag(json, endpoint, stored.position());
      return json.put("retries", stored.retries().size()).put("parked", stored.parked().size());
    }
    EndpointActions.Figures figures = live.get();
    lag(json, endpoint, figures.position());
    json.put("lag_events", figures.lag())
        .put("in_flight", figures.inFlight())
        .put("error_rate", figures.errorRate())
        .put("breaker", figures.breaker().wireName())
        .put("retries", figures.retries())
        .put("parked", figures.parked());
    figures.nextAttempt().ifPresent(time -> json.put("next_attempt_at", time.toString()));
    return json;
  }

  /** The items that were given up, ascending. */
  ObjectNode parked(Endpoint endpoint) throws InterruptedException {
    cursors.requireReady(endpoint.partnerId());
    ObjectNode json = EndpointJson.object();
    ArrayNode parked = json.putArray("parked");
    for (Progress.Parked one : stored(endpoint).parked()) {
      ObjectNode item =
          parked
              .addObject()
              .put("id", ItemIds.encode(endpoint.partnerId(), one.position()))
              .put("sequence", one.position().sequence())
              .put("attempts", one.attempts())
              .put("parked_at", one.parkedAt().toString());
      orderId(endpoint.partnerId(), one.position()).ifPresent(id -> item.put("order_id", id));
    }
    return json;
  }

  /** The order of an item; empty where it is erased or not kept. */
  private Optional<String> orderId(String partnerId, Position position) {
    return history.readAfter(partnerId, position.sequence() - 1, 1).stream()
        .filter(event -> event.position().equals(position))
        .map(Event::orderId)
        .filter(id -> !id.isEmpty())
        .findFirst();
  }

  /** Makes parked items due: those that are named, or all. */
  ObjectNode retryParked(Actor actor, Endpoint endpoint, Optional<Fields> body)
      throws InterruptedException {
    Optional<Set<Position>> items =
        body.flatMap(fields -> fields.texts("items", MOST_ITEMS))
            .map(
                ids ->
                    ids.stream()
                        .map(id -> Cursors.decode(endpoint.partnerId(), id))
                        .collect(Collectors.toUnmodifiableSet()));
    // Refuses where this instance does not own them, so that there is no entry of it.
    var _ = stored(endpoint);
    record(actor, endpoint, new Operation.RetryParked(items));
    return switch (actions.retryParked(endpoint, items)) {
      case EndpointActions.Retried.Due(int due) -> EndpointJson.object().put("retried", due);
      case EndpointActions.Retried.NotOwner() -> throw Refusals.noOwner();
      case EndpointActions.Retried.Unavailable() -> throw Refusals.unavailable();
    };
  }

  private void record(Actor actor, Endpoint endpoint, Operation operation)
      throws InterruptedException {
    if (!log.record(endpoint, operation, actor.author())) {
      throw Refusals.unavailable();
    }
  }

  private Progress stored(Endpoint endpoint) throws InterruptedException {
    return switch (progress.load(endpoint.partnerId(), endpoint.id())) {
      case ProgressStore.Loaded.Found(Optional<Progress> found, Instant _) ->
          found.orElseGet(() -> Progress.at(endpoint.start()));
      case ProgressStore.Loaded.NotOwner() -> throw Refusals.noOwner();
      case ProgressStore.Loaded.Unavailable() -> throw Refusals.unavailable();
    };
  }

  private void lag(ObjectNode json, Endpoint endpoint, Position position) {
    String partnerId = endpoint.partnerId();
    long lag = Math.max(0, history.extent(partnerId).newest().sequence() - position.sequence());
    List<Event> next = lag == 0 ? List.of() : history.readAfter(partnerId, position.sequence(), 1);
    long millis =
        next.isEmpty()
            ? 0
            : Duration.between(next.getFirst().recordedAt(), clock.instant()).toMillis();
    json.put("cursor", ItemIds.encode(partnerId, position))
        .put("lag_events", lag)
        .put("lag_seconds", Math.max(0, millis / 1_000.0));
  }
}
