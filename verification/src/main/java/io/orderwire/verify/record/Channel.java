package io.orderwire.verify.record;

/**
 * A cursor over a partner's history: one walk, one stream across its reconnections, one webhook
 * endpoint. A reader that starts anew somewhere else is another channel, and so is a webhook
 * endpoint's replay.
 *
 * @param partner whose it is
 * @param kind how it reads
 * @param name its name, unique within the partner
 * @param order in which order items come
 * @param start the sequence of the item behind which it begins, or {@link #ANYWHERE}
 * @param toTheEnd whether it goes on until it has all of the history, so that a missing tail is a
 *     violation
 */
public record Channel(
    String partner,
    ChannelKind kind,
    String name,
    DeliveryOrder order,
    long start,
    boolean toTheEnd) {
  /** The start of a channel whose first item is not known beforehand. */
  public static final long ANYWHERE = -1;

  /** The partner's history as it is at the end, read from its beginning. */
  public static Channel history(String partner) {
    return new Channel(partner, ChannelKind.HISTORY, "history", DeliveryOrder.ASCENDING, 0, true);
  }

  /** A walk from the history's beginning to its end. */
  public static Channel walk(String partner, String name) {
    return new Channel(partner, ChannelKind.WALK, name, DeliveryOrder.ASCENDING, 0, true);
  }

  /** A walk from anywhere towards the history's beginning, which need not get there. */
  public static Channel walkBack(String partner, String name) {
    return new Channel(partner, ChannelKind.WALK, name, DeliveryOrder.DESCENDING, ANYWHERE, false);
  }

  /** A stream from the history's beginning to its end. */
  public static Channel stream(String partner, String name) {
    return new Channel(partner, ChannelKind.STREAM, name, DeliveryOrder.ASCENDING, 0, true);
  }

  /** A webhook endpoint that gets all of the history. */
  public static Channel webhook(String partner, String endpoint, DeliveryOrder order) {
    return new Channel(partner, ChannelKind.WEBHOOK, endpoint, order, 0, true);
  }

  /** The same, beginning behind an item, or {@link #ANYWHERE}. */
  public Channel from(long sequence) {
    return new Channel(partner, kind, name, order, sequence, toTheEnd);
  }

  /** The same, which may stop before the history's end. */
  public Channel untilStopped() {
    return new Channel(partner, kind, name, order, start, false);
  }
}
