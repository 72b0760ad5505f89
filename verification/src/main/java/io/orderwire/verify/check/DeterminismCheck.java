package io.orderwire.verify.check;

import io.orderwire.verify.record.ChannelRecording;
import io.orderwire.verify.record.Item;
import io.orderwire.verify.record.LongMap;
import io.orderwire.verify.record.Recording;
import io.orderwire.verify.record.Rewrite;
import io.orderwire.verify.record.Sighting;
import java.util.List;

/**
 * Determinism: a slot has the same id and the same bytes on every channel, from every instance, at
 * every time; and where a slot is written to Kafka again, after a transaction was aborted, it is
 * written with the same bytes.
 *
 * <p>With {@code a} and {@code a'} for contents that differ in at least one byte:
 *
 * <pre>
 * valid    walk a1 b2, stream a1 b2, webhook a1 a1 b2
 * invalid  walk a1 b2, stream a'1 b2
 * invalid  webhook a1 a'1 b2
 * invalid  walk a1 b2, and after a restart b1 a2
 * invalid  topic a1 b2 (aborted) b'2
 * </pre>
 */
public final class DeterminismCheck implements Check {

  @Override
  public String name() {
    return "determinism";
  }

  @Override
  public void check(Recording recording, Findings findings) {
    rewrites(recording, findings);
    for (String partner : recording.partners()) {
      List<ChannelRecording> channels = recording.channels(partner);
      LongMap slots = new LongMap();
      for (int c = 0; c < channels.size(); c++) {
        ChannelRecording channel = channels.get(c);
        findings.examined(channel.size());
        for (int i = 0; i < channel.size(); i++) {
          Item item = channel.get(i).item();
          long place = ((long) c << Integer.SIZE) | i;
          long first = slots.putIfAbsent(item.sequence(), place);
          if (first != place) {
            ChannelRecording other = channels.get((int) (first >>> Integer.SIZE));
            compare(other, other.get((int) first), channel, i, findings);
          }
        }
      }
    }
  }

  /** What is sequenced again has to come out the same. */
  private static void rewrites(Recording recording, Findings findings) {
    findings.examined(recording.rewrites().size());
    for (Rewrite rewrite : recording.rewrites()) {
      if (rewrite.again() != rewrite.first()) {
        findings.add(
            rewrite.partner(),
            "topic",
            recording.startedAt(),
            "e%d written again with bytes #%016x".formatted(rewrite.sequence(), rewrite.first()),
            "bytes #%016x at %s".formatted(rewrite.again(), rewrite.where()),
            List::of);
      }
    }
  }

  private static void compare(
      ChannelRecording other,
      Sighting first,
      ChannelRecording channel,
      int index,
      Findings findings) {
    Sighting second = channel.get(index);
    if (first.item().equals(second.item())) {
      return;
    }
    findings.add(
        channel,
        index,
        findings.describe().sighting(other, first) + ", as on " + Describe.channel(other.channel()),
        findings.describe().sighting(channel, second));
  }
}
