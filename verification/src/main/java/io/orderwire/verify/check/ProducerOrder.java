package io.orderwire.verify.check;

import io.orderwire.verify.record.ChannelRecording;
import io.orderwire.verify.record.PublishedEvent;
import io.orderwire.verify.record.Recording;
import java.util.HashMap;
import java.util.Map;

/**
 * The history has a producer's events in the order in which it sent them.
 *
 * <p>Each event was stored somewhere between its first send and its first acknowledged one. Whether
 * some choice of those places ascends is decided by always taking the lowest that is left.
 */
final class ProducerOrder {

  private ProducerOrder() {}

  static void check(Recording recording, ChannelRecording history, Findings findings) {
    Map<String, Place> last = new HashMap<>();
    String partner = history.channel().partner();
    for (int i = 0; i < history.size(); i++) {
      PublishedEvent event = recording.events().find(history.get(i).item().token());
      if (event == null || event.severalProducers() || !event.partner().equals(partner)) {
        continue;
      }
      Place before = last.getOrDefault(event.producer(), Place.NONE);
      if (event.acknowledged() < before.number) {
        findings.add(
            history,
            i,
            "number "
                + event.acknowledged()
                + " of "
                + event.producer()
                + " before its number "
                + before.number
                + ", which is e"
                + before.sequence,
            "e" + history.get(i).item().sequence());
      } else if (event.first() > before.number) {
        last.put(event.producer(), new Place(event.first(), history.get(i).item().sequence()));
      }
    }
  }

  private record Place(long number, long sequence) {
    static final Place NONE = new Place(-1, 0);
  }
}
