package io.orderwire.verify.check;

import io.orderwire.verify.record.ChannelRecording;
import io.orderwire.verify.record.Recording;
import java.util.List;

/**
 * Cursor validity: every cursor that was handed out, and every item's id, is accepted as a boundary
 * later, on every channel and by every instance, and what comes then goes on exactly behind its
 * item (before it, with {@code older_than}).
 *
 * <p>An answer that passes by itself (429, 5xx, a broken connection) is none; another 4xx is a
 * refusal. With {@code c2} for the cursor of e2:
 *
 * <pre>
 * valid    newer_than=c2: e3 e4, cursor c4
 * valid    newer_than=c2: nothing, cursor c2
 * valid    older_than=c3: e2 e1, cursor c1
 * valid    newer_than=c2: 503, then newer_than=c2: e3, cursor c3
 * valid    Last-Event-ID: c2, then e3
 * invalid  newer_than=c2: e4, cursor c4         e3 was skipped
 * invalid  newer_than=c2: e2 e3, cursor c3      e2 came again
 * invalid  newer_than=c2: 400 or 410
 * invalid  newer_than=c2: e3 e4, cursor c3      the cursor is not that of the last item
 * invalid  newer_than=c2: nothing, cursor c4    it moved without items
 * </pre>
 */
public final class CursorCheck implements Check {

  @Override
  public String name() {
    return "cursor validity";
  }

  @Override
  public void check(Recording recording, Findings findings) {
    for (String partner : recording.partners()) {
      List<ChannelRecording> channels = recording.channels(partner);
      CursorPlaces places = new CursorPlaces(channels);
      for (ChannelRecording channel : channels) {
        new CursorWalk(channel, places, findings).check();
      }
    }
  }
}
