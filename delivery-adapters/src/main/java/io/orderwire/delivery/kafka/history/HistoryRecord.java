package io.orderwire.delivery.kafka.history;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.Position;

/** A record of the history topic, understood as far as it can be. */
sealed interface HistoryRecord {
  /** A slot holds an event. */
  record Item(String partnerId, String orderId, Event event, byte[] digest)
      implements HistoryRecord {}

  /** A slot's content is erased. */
  record Erased(String partnerId, Event event) implements HistoryRecord {}

  /**
   * What holds for an epoch as a whole.
   *
   * @param firstSequence where the epoch begins, at least 1
   * @param oldestSequence the oldest sequence that is kept in any epoch, at least 1
   */
  record Header(String partnerId, int epoch, long firstSequence, long oldestSequence)
      implements HistoryRecord {}

  /** A slot is trimmed. */
  record Trimmed(String partnerId, Position position) implements HistoryRecord {}

  /** It is known which slot is meant, and nothing else. */
  record UnreadableValue(String partnerId, Position position, Throwable why)
      implements HistoryRecord {}

  /** Not a record of this topic. */
  record Foreign(Throwable why) implements HistoryRecord {}
}
