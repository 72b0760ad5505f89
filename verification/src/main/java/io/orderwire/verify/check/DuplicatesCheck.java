package io.orderwire.verify.check;

import io.orderwire.verify.record.ChannelRecording;
import io.orderwire.verify.record.Item;
import io.orderwire.verify.record.LongMap;
import io.orderwire.verify.record.Recording;
import io.orderwire.verify.record.Token;

/**
 * No duplicates: an event has one sequence, wherever it is seen; a walk or stream has no item
 * twice; and a webhook request comes again only if its answer may not have arrived.
 *
 * <p>With {@code a b} for events:
 *
 * <pre>
 * history  a1 b2           valid, however often a and b were sent
 * history  a1 b2 a3        invalid: a is there twice
 * stream   a1 b2           valid
 * stream   a1 b2 a1        invalid, also across connections
 * webhook  a1 a1 b2        valid if the first a1 was not answered, with 500, or with a 200 that may
 *                          have been lost
 * webhook  a1 a1 b2        invalid if the first a1 was answered with 200 and that arrived for
 *                          certain before the second came
 * webhook  a1 b2 a1        valid if an adapter was halted before a1 was answered, and the second
 *                          came when that went on; once for each halt
 * webhook  (a1 a1)         invalid: twice in one request
 * </pre>
 */
public final class DuplicatesCheck implements Check {

  @Override
  public String name() {
    return "no duplicates";
  }

  @Override
  public void check(Recording recording, Findings findings) {
    for (String partner : recording.partners()) {
      LongMap sequences = new LongMap();
      for (ChannelRecording channel : recording.channels(partner)) {
        findings.examined(channel.size());
        oneSequenceEach(channel, sequences, findings);
        switch (channel.channel().kind()) {
          case HISTORY, WALK, STREAM -> onceEach(channel, findings);
          case WEBHOOK -> Redeliveries.check(channel, recording.faults(), findings);
        }
      }
    }
  }

  private static void oneSequenceEach(
      ChannelRecording channel, LongMap sequences, Findings findings) {
    for (int i = 0; i < channel.size(); i++) {
      Item item = channel.get(i).item();
      if (item.token() == Token.NONE) {
        continue;
      }
      long first = sequences.putIfAbsent(item.token(), item.sequence());
      if (first != item.sequence()) {
        findings.add(
            channel,
            i,
            Describe.token(item.token()) + " as e" + first + " alone",
            "it is e" + item.sequence() + " too");
      }
    }
  }

  private static void onceEach(ChannelRecording channel, Findings findings) {
    LongMap seen = new LongMap();
    for (int i = 0; i < channel.size(); i++) {
      long sequence = channel.get(i).item().sequence();
      long first = seen.putIfAbsent(sequence, i);
      if (first != i) {
        findings.add(
            channel, i, "e" + sequence + " once", "again, after " + (i - first) + " items");
      }
    }
  }
}
