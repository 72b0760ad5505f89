package io.orderwire.delivery.history;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * A history to which something happens right before a read.
 *
 * @param beforeRead is given the sequence that is read after or before
 */
public record DisturbedHistory(History history, LongConsumer beforeRead) implements History {
  @Override
  public Extent extent(String partnerId) {
    return history.extent(partnerId);
  }

  @Override
  public List<Event> readAfter(String partnerId, long sequence, int limit) {
    beforeRead.accept(sequence);
    return history.readAfter(partnerId, sequence, limit);
  }

  @Override
  public List<Event> readBefore(String partnerId, long sequence, int limit) {
    beforeRead.accept(sequence);
    return history.readBefore(partnerId, sequence, limit);
  }

  @Override
  public long sequenceBefore(String partnerId, Instant time) {
    return history.sequenceBefore(partnerId, time);
  }

  @Override
  public OptionalLong epochAt(String partnerId, long sequence) {
    return history.epochAt(partnerId, sequence);
  }

  @Override
  public boolean awaitAfter(String partnerId, long sequence, Duration timeout)
      throws InterruptedException {
    return history.awaitAfter(partnerId, sequence, timeout);
  }

  @Override
  public void ofOrder(String partnerId, String orderId, Consumer<Event> events) {
    history.ofOrder(partnerId, orderId, events);
  }

  @Override
  public Readiness readiness(String partnerId) {
    return history.readiness(partnerId);
  }
}
