package io.orderwire.delivery.webhook;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.ItemIds;
import io.orderwire.delivery.history.Position;
import java.util.List;

/**
 * What one request carries: items, or a trigger for them.
 *
 * @param entries the items, ascending, at least one; for a trigger the newest pending item only
 * @param attempt the number of this attempt, from 1
 * @param replay whether a replay sends it
 * @param pending how many items a trigger stands for; 0 where this is none
 */
public record Delivery(List<Entry> entries, int attempt, boolean replay, long pending) {
  /** Makes the entries unmodifiable. */
  public Delivery {
    entries = List.copyOf(entries);
    if (entries.isEmpty() || attempt < 1 || pending < 0) {
      throw new IllegalArgumentException("a delivery has items and a first attempt");
    }
  }

  /**
   * An item with its predecessor.
   *
   * @param event the item
   * @param previous the item before it that passes the endpoint's filter; {@link Position#START} if
   *     there is none since the endpoint's start. Of a trigger, the item behind which the pending
   *     ones begin: its cursor is made of it
   */
  public record Entry(Event event, Position previous) {}

  /** About how many bytes of body it makes: those of its items. */
  public int bytes() {
    int bytes = 0;
    for (Entry entry : entries) {
      bytes += entry.event().jsonLength();
    }
    return bytes;
  }

  /** Whether it only says from where to poll. */
  public boolean isTrigger() {
    return pending > 0;
  }

  /** The first item. */
  public Event first() {
    return entries.getFirst().event();
  }

  /** The last item. */
  public Event last() {
    return entries.getLast().event();
  }

  /** {@code webhook-id}: the item's id, or those of the first and the last; stable over retries. */
  public String webhookId(String partnerId) {
    String firstId = ItemIds.encode(partnerId, first().position());
    return entries.size() == 1
        ? firstId
        : firstId + "~" + ItemIds.encode(partnerId, last().position());
  }
}
