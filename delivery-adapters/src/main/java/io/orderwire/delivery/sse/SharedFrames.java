package io.orderwire.delivery.sse;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.ItemIds;
import io.orderwire.delivery.history.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Renders a partner's items, and keeps what it rendered last for the partner's other connections,
 * which mostly are at the same place. What is kept is only used for the very same items, so an item
 * that was erased or replaced meanwhile is rendered anew. For one thread at a time.
 */
final class SharedFrames {
  private static final int ENOUGH_BYTES = 64 << 10;
  private static final int FRAME_BYTES = 64;

  private final String partnerId;
  private @Nullable Rendered last;

  SharedFrames(String partnerId) {
    this.partnerId = partnerId;
  }

  /**
   * Frames of items.
   *
   * @param items the items, in their order
   * @param bytes not to be written to
   */
  record Rendered(List<Event> items, byte[] bytes) {
    Position end() {
      return items.getLast().position();
    }
  }

  /** The frames of the first of these items: at least one, and no further one after 64 KiB. */
  Rendered of(List<Event> items) {
    Rendered known = last;
    if (known == null || !startsWith(items, known.items())) {
      known = render(items);
      last = known;
    }
    return known;
  }

  /** Keeps nothing: there may be nothing to send for long. */
  void forget() {
    last = null;
  }

  private Rendered render(List<Event> items) {
    int count = 0;
    int size = 0;
    while (count < items.size() && size < ENOUGH_BYTES) {
      size += items.get(count).json().length + ItemIds.LENGTH + FRAME_BYTES;
      count++;
    }
    Frames frames = new Frames(size);
    for (Event item : items.subList(0, count)) {
      frames.event(ItemIds.encode(partnerId, item.position()), item.type().wireName(), item.json());
    }
    return new Rendered(List.copyOf(items.subList(0, count)), frames.take());
  }

  @SuppressWarnings("ReferenceEquality") // Other objects may have other content.
  private static boolean startsWith(List<Event> items, List<Event> start) {
    if (items.size() < start.size()) {
      return false;
    }
    for (int i = 0; i < start.size(); i++) {
      if (items.get(i) != start.get(i)) {
        return false;
      }
    }
    return true;
  }
}
