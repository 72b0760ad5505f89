package io.orderwire.verify.check;

import io.orderwire.verify.record.Answer;
import io.orderwire.verify.record.Channel;
import io.orderwire.verify.record.ChannelKind;
import io.orderwire.verify.record.ChannelRecording;
import io.orderwire.verify.record.Delivery;
import io.orderwire.verify.record.Exchange;
import io.orderwire.verify.record.LongMap;
import io.orderwire.verify.record.Sighting;
import java.util.List;

/** A channel that goes on to the end has got all that the history has. */
final class Tail {

  private Tail() {}

  static void check(List<ChannelRecording> channels, FinalHistory history, Findings findings) {
    for (ChannelRecording channel : channels) {
      if (channel.channel().toTheEnd() && channel.channel().kind() != ChannelKind.HISTORY) {
        check(channel, history, findings);
      }
    }
  }

  private static void check(ChannelRecording channel, FinalHistory history, Findings findings) {
    LongMap got = new LongMap();
    for (int i = 0; i < channel.size(); i++) {
      Sighting sighting = channel.get(i);
      if (counts(channel.exchangeOf(sighting))) {
        got.put(sighting.item().sequence(), i);
      }
    }
    long start = start(channel, got);
    Ranges missing = new Ranges();
    for (long sequence : history.sequences()) {
      if (sequence > start && !got.containsKey(sequence)) {
        missing.add(sequence, sequence);
      }
    }
    if (!missing.isEmpty()) {
      report(channel, history, missing.describe(), findings);
    }
  }

  private static boolean counts(Exchange exchange) {
    return switch (exchange) {
      case Exchange.Read _ -> true;
      case Delivery delivery -> delivery.answer().compareTo(Answer.ACCEPTED) >= 0;
    };
  }

  private static long start(ChannelRecording channel, LongMap got) {
    long start = channel.channel().start();
    return start == Channel.ANYWHERE && got.size() > 0 ? got.sortedKeys()[0] - 1 : start;
  }

  private static void report(
      ChannelRecording channel, FinalHistory history, String missing, Findings findings) {
    String expected = "all that the history has";
    String seen = "without " + missing;
    if (channel.size() > 0) {
      findings.add(channel, channel.size() - 1, expected, seen);
      return;
    }
    findings.add(
        channel.channel().partner(),
        Describe.channel(channel.channel()),
        history.recording().get(0).at(),
        expected,
        seen,
        List::of);
  }
}
