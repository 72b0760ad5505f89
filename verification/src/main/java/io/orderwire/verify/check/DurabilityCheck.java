package io.orderwire.verify.check;

import io.orderwire.verify.record.ChannelKind;
import io.orderwire.verify.record.ChannelRecording;
import io.orderwire.verify.record.Item;
import io.orderwire.verify.record.Recording;
import java.util.Optional;

/**
 * Durability: what a partner has seen once is in the history at the end, at the same place.
 *
 * <p>With {@code a b c} for events:
 *
 * <pre>
 * stream a1 b2, history a1 b2 c3   valid
 * stream a1 b2, history a1         invalid: b is lost, though nobody was told that it is stored
 * stream a1 b2, history a1 c2 b3   invalid: b has moved
 * stream a1 b2, no history         invalid
 * </pre>
 */
public final class DurabilityCheck implements Check {

  @Override
  public String name() {
    return "durability";
  }

  @Override
  public void check(Recording recording, Findings findings) {
    for (String partner : recording.partners()) {
      Optional<FinalHistory> history = recording.history(partner).map(FinalHistory::new);
      for (ChannelRecording channel : recording.channels(partner)) {
        if (channel.channel().kind() == ChannelKind.HISTORY || channel.size() == 0) {
          continue;
        }
        if (history.isPresent()) {
          check(channel, history.get(), findings);
        } else {
          findings.add(
              channel,
              channel.size() - 1,
              "all " + channel.size() + " items in the history",
              "no history was read");
        }
      }
    }
  }

  private static void check(ChannelRecording channel, FinalHistory history, Findings findings) {
    findings.examined(channel.size());
    for (int i = 0; i < channel.size(); i++) {
      Item item = channel.get(i).item();
      int index = history.indexOf(item.sequence());
      long token = index < 0 ? 0 : history.recording().get(index).item().token();
      if (index < 0 || token != item.token()) {
        findings.add(
            channel,
            i,
            "e" + item.sequence() + " with " + Describe.token(item.token()) + " in the history",
            index < 0 ? "no e" + item.sequence() : "there with " + Describe.token(token));
      }
    }
  }
}
