package io.orderwire.verify.check;

import io.orderwire.verify.record.Answer;
import io.orderwire.verify.record.ChannelRecording;
import io.orderwire.verify.record.Delivery;
import io.orderwire.verify.record.Exchange;
import io.orderwire.verify.record.Fault;
import io.orderwire.verify.record.LongMap;
import io.orderwire.verify.record.Sighting;
import java.util.List;

/** A webhook request, and an item in whatever request, comes again only if it has to. */
final class Redeliveries {
  private static final long NEVER = Long.MAX_VALUE;

  private Redeliveries() {}

  static void check(ChannelRecording channel, List<Fault> faults, Findings findings) {
    HaltedSenders halted = new HaltedSenders(faults);
    LongMap confirmed = new LongMap();
    LongMap lastRequest = new LongMap();
    for (int i = 0; i < channel.size(); i++) {
      Sighting sighting = channel.get(i);
      long sequence = sighting.item().sequence();
      if (lastRequest.get(sequence, -1) == sighting.exchange()) {
        findings.add(channel, i, "e" + sequence + " once in a request", "twice");
      }
      lastRequest.put(sequence, sighting.exchange());
      switch (channel.exchangeOf(sighting)) {
        case Delivery delivery -> {
          long since = confirmed.get(sequence, NEVER);
          if (delivery.at() > since && !halted.excuse(sighting.exchange(), delivery, since)) {
            findings.add(channel, i, "e" + sequence + " no more", again(since, findings));
          }
          confirm(confirmed, sequence, delivery);
        }
        case Exchange.Read _ -> {}
      }
    }
    requestsWithoutItems(channel, halted, findings);
  }

  private static void requestsWithoutItems(
      ChannelRecording channel, HaltedSenders halted, Findings findings) {
    boolean[] hasItems = new boolean[channel.exchanges().size()];
    for (int i = 0; i < channel.size(); i++) {
      hasItems[channel.get(i).exchange()] = true;
    }
    LongMap confirmed = new LongMap();
    for (int i = 0; i < hasItems.length; i++) {
      if (!hasItems[i] && channel.exchanges().get(i) instanceof Delivery delivery) {
        long since = confirmed.get(delivery.webhookId(), NEVER);
        if (delivery.at() > since && !halted.excuse(i, delivery, since)) {
          findings.add(
              channel.channel().partner(),
              Describe.channel(channel.channel()),
              delivery.at(),
              "a request without items no more",
              again(since, findings),
              List::of);
        }
        confirm(confirmed, delivery.webhookId(), delivery);
      }
    }
  }

  private static void confirm(LongMap confirmed, long key, Delivery delivery) {
    if (delivery.answer() == Answer.CONFIRMED) {
      confirmed.put(key, Math.min(confirmed.get(key, NEVER), delivery.answeredAt()));
    }
  }

  private static String again(long since, Findings findings) {
    Describe describe = findings.describe();
    return "again, though the sender had the 2xx at " + Describe.time(describe.sinceStart(since));
  }
}
