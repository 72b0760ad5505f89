package io.orderwire.delivery.sse;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.Extent;
import io.orderwire.delivery.history.History;
import io.orderwire.delivery.history.MemoryHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** A history in which a wait takes no real time, but moves a clock. */
record PacedHistory(MemoryHistory memory, Consumer<Duration> clock) implements History {
  @Override
  public Extent extent(String partnerId) {
    return memory.extent(partnerId);
  }

  @Override
  public List<Event> readAfter(String partnerId, long sequence, int limit) {
    return memory.readAfter(partnerId, sequence, limit);
  }

  @Override
  public List<Event> readBefore(String partnerId, long sequence, int limit) {
    return memory.readBefore(partnerId, sequence, limit);
  }

  @Override
  public long sequenceBefore(String partnerId, Instant time) {
    return memory.sequenceBefore(partnerId, time);
  }

  @Override
  public OptionalLong epochAt(String partnerId, long sequence) {
    return memory.epochAt(partnerId, sequence);
  }

  @Override
  public boolean awaitAfter(String partnerId, long sequence, Duration timeout) {
    if (memory.extent(partnerId).newest().sequence() <= sequence) {
      clock.accept(timeout);
    }
    return memory.extent(partnerId).newest().sequence() > sequence;
  }

  @Override
  public void ofOrder(String partnerId, String orderId, Consumer<Event> events) {
    memory.ofOrder(partnerId, orderId, events);
  }

  @Override
  public Readiness readiness(String partnerId) {
    return memory.readiness(partnerId);
  }
}
