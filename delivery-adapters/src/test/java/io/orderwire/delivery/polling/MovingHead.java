package io.orderwire.delivery.polling;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.EventType;
import io.orderwire.delivery.history.Extent;
import io.orderwire.delivery.history.MemoryHistory;
import io.orderwire.delivery.history.OtherHistory;
import java.util.List;

/** A history that gets one more item at every read: the worst moment for whoever reads twice. */
final class MovingHead extends OtherHistory {
  private final MemoryHistory memory;

  MovingHead(MemoryHistory memory) {
    super(memory);
    this.memory = memory;
  }

  @Override
  public Extent extent(String partnerId) {
    Extent extent = super.extent(partnerId);
    memory.append(partnerId, EventType.CREATED, "meanwhile");
    return extent;
  }

  @Override
  public List<Event> readAfter(String partnerId, long sequence, int limit) {
    List<Event> events = super.readAfter(partnerId, sequence, limit);
    memory.append(partnerId, EventType.CREATED, "meanwhile");
    return events;
  }

  @Override
  public List<Event> readBefore(String partnerId, long sequence, int limit) {
    List<Event> events = super.readBefore(partnerId, sequence, limit);
    memory.append(partnerId, EventType.CREATED, "meanwhile");
    return events;
  }
}
