package io.orderwire.verify.check;

import io.orderwire.verify.record.Channel;
import io.orderwire.verify.record.ChannelRecording;
import io.orderwire.verify.record.Item;
import io.orderwire.verify.record.LongMap;
import io.orderwire.verify.record.PublishedEvent;
import io.orderwire.verify.record.Recording;

/** What a webhook endpoint gets for the first time comes in the endpoint's order. */
final class FirstDeliveryOrder {

  private FirstDeliveryOrder() {}

  static void check(Recording recording, ChannelRecording channel, Findings findings) {
    switch (channel.channel().order()) {
      case ASCENDING -> ascending(channel, findings);
      case PER_ORDER -> perOrder(recording, channel, findings);
      case DESCENDING, NONE -> {}
    }
  }

  private static void ascending(ChannelRecording channel, Findings findings) {
    LongMap delivered = new LongMap();
    long last = channel.channel().start();
    for (int i = 0; i < channel.size(); i++) {
      long sequence = channel.get(i).item().sequence();
      if (delivered.putIfAbsent(sequence, i) != i) {
        continue;
      }
      if (last != Channel.ANYWHERE && sequence != last + 1) {
        findings.add(
            channel, i, "e" + (last + 1) + ", or a repeat", "e" + sequence + " for the first time");
      }
      last = sequence;
    }
  }

  private static void perOrder(Recording recording, ChannelRecording channel, Findings findings) {
    LongMap delivered = new LongMap();
    LongMap lastOfOrder = new LongMap();
    for (int i = 0; i < channel.size(); i++) {
      Item item = channel.get(i).item();
      PublishedEvent event = recording.events().find(item.token());
      if (event == null || delivered.putIfAbsent(item.sequence(), i) != i) {
        continue;
      }
      long last = lastOfOrder.putIfAbsent(event.order(), item.sequence());
      if (item.sequence() < last) {
        findings.add(
            channel,
            i,
            "of the same order nothing below e" + last + ", or a repeat",
            "e" + item.sequence() + " for the first time");
      } else {
        lastOfOrder.put(event.order(), item.sequence());
      }
    }
  }
}
