package io.orderwire.delivery.webhook.delivery;

import io.orderwire.delivery.history.History;
import io.orderwire.delivery.subscription.Progress;
import io.orderwire.delivery.subscription.ProgressStore;
import io.orderwire.delivery.webhook.dispatch.Dispatch;
import io.orderwire.delivery.webhook.dispatch.DispatchRules;
import io.orderwire.delivery.webhook.dispatch.RetrySchedule;
import io.orderwire.delivery.webhook.dispatch.Tuning;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What every loop is made of.
 *
 * @param history the items
 * @param progress where progress is stored
 * @param gate whether requests may begin
 * @param schedule when what failed is tried again
 * @param tuning how breakers, ramps and windows behave
 * @param clock the wall clock
 * @param nanos a monotonic clock
 * @param random the retries' jitter; safe for use by many threads
 */
record LoopParts(
    History history,
    ProgressStore progress,
    Gate gate,
    RetrySchedule schedule,
    Tuning tuning,
    InstantSource clock,
    LongSupplier nanos,
    RandomGenerator random) {

  /** What decides at a cursor, from this progress on. */
  Dispatch dispatch(Cursor cursor, Progress from) {
    return new Dispatch(
        cursor
            .replay()
            .map(
                replay ->
                    DispatchRules.replay(cursor.endpoint().definition(), schedule, replay, tuning))
            .orElseGet(() -> DispatchRules.live(cursor.endpoint().definition(), schedule, tuning)),
        from,
        cursor.endpoint().status().degradedSince().isPresent(),
        random);
  }
}
