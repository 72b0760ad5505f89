package io.orderwire.delivery.webhook.dispatch;

import io.orderwire.delivery.webhook.Definition;
import io.orderwire.delivery.webhook.Order;
import io.orderwire.delivery.webhook.Replay;
import java.util.OptionalLong;

/**
 * What a dispatch goes by. A change of any of it needs a new {@link Dispatch}, from the progress of
 * the old one.
 *
 * @param definition what the partner says of the endpoint
 * @param schedule when failed deliveries are tried again
 * @param replay whether this is a replay
 * @param upTo the last sequence that is delivered; empty for no end
 * @param requestsPerSecond the most requests a second; infinite for no limit
 * @param tuning the operator's settings
 */
public record DispatchRules(
    Definition definition,
    RetrySchedule schedule,
    boolean replay,
    OptionalLong upTo,
    double requestsPerSecond,
    Tuning tuning) {

  /** For an endpoint's live cursor. */
  public static DispatchRules live(Definition definition, RetrySchedule schedule, Tuning tuning) {
    return new DispatchRules(
        definition, schedule, false, OptionalLong.empty(), definition.limits().rate(), tuning);
  }

  /** For a replay, at the lower of its own rate and the endpoint's. */
  public static DispatchRules replay(
      Definition definition, RetrySchedule schedule, Replay replay, Tuning tuning) {
    return new DispatchRules(
        definition,
        schedule,
        true,
        OptionalLong.of(replay.toSequence()),
        Math.min(replay.requestsPerSecond(), definition.limits().rate()),
        tuning);
  }

  /** The most requests in flight. */
  int maxInFlight() {
    return definition.order() == Order.PARTNER ? 1 : definition.limits().maxInFlight();
  }
}
