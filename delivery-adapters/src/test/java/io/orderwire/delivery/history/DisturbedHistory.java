package io.orderwire.delivery.history;

import java.util.List;
import java.util.function.LongConsumer;

/** A history to which something happens right before a read. */
public final class DisturbedHistory extends OtherHistory {
  private final LongConsumer beforeRead;

  /**
   * A disturbed history.
   *
   * @param beforeRead is given the sequence that is read after or before
   */
  public DisturbedHistory(History history, LongConsumer beforeRead) {
    super(history);
    this.beforeRead = beforeRead;
  }

  @Override
  public List<Event> readAfter(String partnerId, long sequence, int limit) {
    beforeRead.accept(sequence);
    return super.readAfter(partnerId, sequence, limit);
  }

  @Override
  public List<Event> readBefore(String partnerId, long sequence, int limit) {
    beforeRead.accept(sequence);
    return super.readBefore(partnerId, sequence, limit);
  }
}
