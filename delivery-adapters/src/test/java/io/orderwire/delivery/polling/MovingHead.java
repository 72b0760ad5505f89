package io.orderwire.delivery.polling;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.EventType;
import io.orderwire.delivery.history.Extent;
import io.orderwire.delivery.history.History;
import io.orderwire.delivery.history.MemoryHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** A history that gets one more item at every read: the worst moment for whoever reads twice. */
record MovingHead(MemoryHistory memory) implements History {
  @Override
  public Extent extent(String partnerId) {
    Extent extent = memory.extent(partnerId);
    memory.append(partnerId, EventType.CREATED, "meanwhile");
    return extent;
  }

  @Override
  public List<Event> readAfter(String partnerId, long sequence, int limit) {
    List<Event> events = memory.readAfter(partnerId, sequence, limit);
    memory.append(partnerId, EventType.CREATED, "meanwhile");
    return events;
  }

  @Override
  public List<Event> readBefore(String partnerId, long sequence, int limit) {
    List<Event> events = memory.readBefore(partnerId, sequence, limit);
    memory.append(partnerId, EventType.CREATED, "meanwhile");
    return events;
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
  public boolean awaitAfter(String partnerId, long sequence, Duration timeout)
      throws InterruptedException {
    return memory.awaitAfter(partnerId, sequence, timeout);
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
