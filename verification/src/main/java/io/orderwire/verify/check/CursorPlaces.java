package io.orderwire.verify.check;

import io.orderwire.verify.record.ChannelRecording;
import io.orderwire.verify.record.Fingerprint;
import io.orderwire.verify.record.Item;
import io.orderwire.verify.record.LongMap;
import java.util.List;

/**
 * Behind which sequence each of a partner's cursors stands: an item's id behind the item, another
 * cursor where the answer that it came with ended.
 */
final class CursorPlaces {
  static final long UNKNOWN = -1;

  private final LongMap places = new LongMap();

  CursorPlaces(List<ChannelRecording> channels) {
    for (ChannelRecording channel : channels) {
      for (int i = 0; i < channel.size(); i++) {
        Item item = channel.get(i).item();
        if (item.id() != Fingerprint.NONE) {
          places.putIfAbsent(item.id(), item.sequence());
        }
      }
    }
  }

  /** The sequence, or {@link #UNKNOWN}. */
  long of(long cursor) {
    return places.get(cursor, UNKNOWN);
  }

  /** A cursor came with an answer that ended at a sequence; where it stands now. */
  long learn(long cursor, long sequence) {
    return places.putIfAbsent(cursor, sequence);
  }
}
