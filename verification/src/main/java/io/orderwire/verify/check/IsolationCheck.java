package io.orderwire.verify.check;

import io.orderwire.verify.record.ChannelRecording;
import io.orderwire.verify.record.Item;
import io.orderwire.verify.record.PublishedEvent;
import io.orderwire.verify.record.Recording;

/**
 * Isolation: no partner sees an event of another.
 *
 * <p>With {@code a} for events that name partner A, {@code b} for those that name B:
 *
 * <pre>
 * valid    A sees a1 a2, B sees b1
 * invalid  A sees a1 b2
 * invalid  A's webhook endpoint gets a1 b1, whatever it answered
 * </pre>
 */
public final class IsolationCheck implements Check {

  @Override
  public String name() {
    return "isolation";
  }

  @Override
  public void check(Recording recording, Findings findings) {
    for (ChannelRecording channel : recording.channels()) {
      String partner = channel.channel().partner();
      findings.examined(channel.size());
      for (int i = 0; i < channel.size(); i++) {
        Item item = channel.get(i).item();
        PublishedEvent event = recording.events().find(item.token());
        if (event != null && !event.partner().equals(partner)) {
          findings.add(
              channel,
              i,
              "an event of " + partner,
              "e" + item.sequence() + " with an event of " + event.partner());
        }
      }
    }
  }
}
