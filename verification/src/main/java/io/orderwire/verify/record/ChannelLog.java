package io.orderwire.verify.record;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** What came on a channel, as columns. Safe for threads. */
final class ChannelLog {
  private final Channel channel;
  private final LongSupplier nanos;
  private final List<Exchange> exchanges = new ArrayList<>();
  private final Items items = new Items();

  ChannelLog(Channel channel, LongSupplier nanos) {
    this.channel = channel;
    this.nanos = nanos;
  }

  long now() {
    return nanos.getAsLong();
  }

  synchronized int add(Exchange exchange, List<Item> came) {
    exchanges.add(exchange);
    int index = exchanges.size() - 1;
    for (Item item : came) {
      items.add(exchange.at(), index, item);
    }
    return index;
  }

  synchronized void add(int exchange, long at, Item item) {
    if (exchange < 0 || exchange >= exchanges.size()) {
      throw new IndexOutOfBoundsException(exchange);
    }
    items.add(at, exchange, item);
  }

  synchronized void answered(int exchange, Answer answer, long at) {
    switch (exchanges.get(exchange)) {
      case Delivery delivery -> exchanges.set(exchange, delivery.answered(answer, at));
      case Exchange.Read read -> throw new IllegalStateException("not a delivery: " + read);
    }
  }

  synchronized ChannelRecording recording() {
    return new ChannelRecording(channel, exchanges, items.copy());
  }
}
