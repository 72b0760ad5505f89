package io.orderwire.delivery.kafka.webhooks;

import io.orderwire.delivery.webhook.Attempt;
import java.util.List;

/** One partition of the attempts' topic, as read at one moment. Not for use by many threads. */
interface RecordedAttempts {
  /** The place before the oldest record. */
  long start();

  /** The place behind the newest record. */
  long end();

  /**
   * One partner's attempts between two places, ascending. What is not understood is left out.
   *
   * @param from the first record's place, at least {@link #start}
   * @param to the place behind the last record, at most {@link #end}
   */
  List<Placed> read(long from, long to) throws InterruptedException;

  /** An attempt, and the place before it. */
  record Placed(long place, Attempt attempt) {}
}
