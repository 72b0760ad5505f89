package io.orderwire.verify.check;

import io.orderwire.verify.record.Channel;
import io.orderwire.verify.record.ChannelRecording;

/** Each item of a walk or stream is the next one. */
final class SequenceOrder {

  private SequenceOrder() {}

  static void check(ChannelRecording channel, Findings findings) {
    switch (channel.channel().order()) {
      case ASCENDING -> check(channel, 1, findings);
      case DESCENDING -> check(channel, -1, findings);
      case PER_ORDER, NONE -> {}
    }
  }

  private static void check(ChannelRecording channel, int step, Findings findings) {
    long last = channel.channel().start();
    for (int i = 0; i < channel.size(); i++) {
      long sequence = channel.get(i).item().sequence();
      if (last != Channel.ANYWHERE && sequence != last + step) {
        findings.add(channel, i, "e" + (last + step), "e" + sequence);
      }
      last = sequence;
    }
  }
}
