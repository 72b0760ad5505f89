package io.orderwire.verify.check;

import io.orderwire.verify.record.ChannelRecording;
import io.orderwire.verify.record.Item;
import io.orderwire.verify.record.LongMap;

/** A partner's history at the end, by sequence and by token. */
final class FinalHistory {
  private static final long ABSENT = -1;

  private final ChannelRecording history;
  private final LongMap bySequence = new LongMap();
  private final LongMap byToken = new LongMap();

  FinalHistory(ChannelRecording history) {
    this.history = history;
    for (int i = 0; i < history.size(); i++) {
      Item item = history.get(i).item();
      bySequence.putIfAbsent(item.sequence(), i);
      byToken.putIfAbsent(item.token(), i);
    }
  }

  ChannelRecording recording() {
    return history;
  }

  boolean hasToken(long token) {
    return byToken.containsKey(token);
  }

  /** The index of the slot's first sighting, or -1. */
  int indexOf(long sequence) {
    return (int) bySequence.get(sequence, ABSENT);
  }

  /** The index of the event's first sighting, or -1. */
  int indexOfToken(long token) {
    return (int) byToken.get(token, ABSENT);
  }

  /** The sequences that there are, ascending, each once. */
  long[] sequences() {
    return bySequence.sortedKeys();
  }
}
