package io.orderwire.delivery.webhook.management;

import io.orderwire.delivery.history.ItemIds;
import io.orderwire.delivery.http.ErrorCode;
import io.orderwire.delivery.http.Problem;
import io.orderwire.delivery.http.Query;
import io.orderwire.delivery.http.RefusedException;
import io.orderwire.delivery.webhook.Attempt;
import io.orderwire.delivery.webhook.AttemptLog;
import io.orderwire.delivery.webhook.Endpoint;
import io.orderwire.delivery.webhook.Outcome;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Pages of an endpoint's attempts. */
final class Attempts {
  /** The parameters of a page. */
  static final Set<String> PARAMETERS = Set.of("limit", "newer_than", "older_than", "outcome");

  private static final Set<String> OUTCOMES =
      Set.of("delivered", "refused", "unreachable", "timed_out");

  private final AttemptLog log;

  Attempts(AttemptLog log) {
    this.log = log;
  }

  /** The page that is asked for. */
  ObjectNode page(Endpoint endpoint, Query query) throws InterruptedException {
    String partnerId = endpoint.partnerId();
    Optional<Long> newer = query.text("newer_than").map(text -> decode(partnerId, text));
    Optional<Long> older = query.text("older_than").map(text -> decode(partnerId, text));
    if (newer.isPresent() && older.isPresent()) {
      throw RefusedException.of(
          ErrorCode.CONFLICTING_BOUNDARIES, "Give newer_than or older_than, not both.");
    }
    AttemptLog.Page page =
        log.page(
            partnerId,
            newer.or(() -> older),
            newer.isPresent(),
            query.limit(),
            filter(endpoint, query));
    ObjectNode json = EndpointJson.object();
    ArrayNode attempts = json.putArray("attempts");
    page.attempts().forEach(attempt -> attempts.add(of(attempt)));
    return json.put("cursor", AttemptCursors.encode(partnerId, page.next()))
        .put("newest_cursor", AttemptCursors.encode(partnerId, page.newest()))
        .put("has_more", page.hasMore());
  }

  private static Predicate<Attempt> filter(Endpoint endpoint, Query query) {
    Optional<String> outcome = query.text("outcome");
    if (outcome.isPresent() && !OUTCOMES.contains(outcome.get())) {
      throw new RefusedException(
          Problem.of(
                  ErrorCode.INVALID_PARAMETER,
                  "outcome must be delivered, refused, unreachable or timed_out.")
              .with("parameter", "outcome"));
    }
    return attempt ->
        attempt.endpointId().equals(endpoint.id())
            && outcome.map(attempt.outcome().wireName()::equals).orElse(true);
  }

  private static Long decode(String partnerId, String cursor) {
    return AttemptCursors.decode(partnerId, cursor)
        .orElseThrow(
            () ->
                RefusedException.of(
                    ErrorCode.INVALID_CURSOR,
                    "This is not a cursor of your attempts: use cursor or newest_cursor of a page"
                        + " of them."));
  }

  private static ObjectNode of(Attempt attempt) {
    ObjectNode json =
        EndpointJson.object()
            .put("webhook_id", attempt.webhookId())
            .put("type", attempt.type())
            .put("attempt", attempt.number())
            .put("replay", attempt.replay())
            .put("started_at", attempt.startedAt().toString())
            .put("duration_ms", attempt.duration().toMillis());
    attempt
        .item()
        .ifPresent(
            item ->
                json.put("item_id", ItemIds.encode(attempt.partnerId(), item))
                    .put("sequence", item.sequence()));
    outcome(json, attempt.outcome());
    json.put("request_bytes", attempt.requestBytes()).put("response", attempt.responseExcerpt());
    attempt.nextAttempt().ifPresent(time -> json.put("next_attempt_at", time.toString()));
    return json;
  }

  /** Adds how a request ended. */
  static void outcome(ObjectNode json, Outcome outcome) {
    json.put("outcome", outcome.wireName());
    switch (outcome) {
      case Outcome.Delivered(int status) -> json.put("status", status);
      case Outcome.Refused refused -> {
        json.put("status", refused.status());
        refused.retryAfter().ifPresent(wait -> json.put("retry_after_seconds", wait.toSeconds()));
      }
      case Outcome.Unreachable(Outcome.Cause cause) -> json.put("cause", cause.wireName());
      case Outcome.TimedOut() -> {}
    }
  }
}
