package io.orderwire.verify.record;

import java.util.List;

/** What a partner saw on one channel. Immutable. */
public final class ChannelRecording {
  private final Channel channel;
  private final List<Exchange> exchanges;
  private final Items items;

  ChannelRecording(Channel channel, List<Exchange> exchanges, Items items) {
    this.channel = channel;
    this.exchanges = List.copyOf(exchanges);
    this.items = items;
  }

  /** The channel. */
  public Channel channel() {
    return channel;
  }

  /** How many items came, each counted whenever it came. */
  public int size() {
    return items.size();
  }

  /** The item that came as the n-th, from 0. */
  public Sighting get(int index) {
    return items.get(index);
  }

  /** The exchange in which an item came. */
  public Exchange exchangeOf(Sighting sighting) {
    return exchanges.get(sighting.exchange());
  }

  /** All exchanges in the order in which they began to be recorded. */
  public List<Exchange> exchanges() {
    return exchanges;
  }
}
