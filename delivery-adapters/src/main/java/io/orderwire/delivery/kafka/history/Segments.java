package io.orderwire.delivery.kafka.history;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which epoch holds at which sequence: the highest that begins at or below it. Immutable. Epoch 0
 * begins at 1, and is there without a header too.
 */
final class Segments {
  static final Segments FIRST = new Segments(new TreeMap<>(Map.of(0, 1L)));

  /** First sequence by epoch, as the headers say. */
  private final SortedMap<Integer, Long> firsts;

  /** The epochs that hold somewhere, ascending, and where each begins to. */
  private final int[] epochs;

  private final long[] starts;

  private Segments(SortedMap<Integer, Long> firsts) {
    this.firsts = firsts;
    int[] holding = new int[firsts.size()];
    long[] begin = new long[firsts.size()];
    int count = 0;
    for (Map.Entry<Integer, Long> next : firsts.entrySet()) {
      while (count > 0 && begin[count - 1] >= next.getValue()) {
        count--;
      }
      holding[count] = next.getKey();
      begin[count] = next.getValue();
      count++;
    }
    this.epochs = Arrays.copyOf(holding, count);
    this.starts = Arrays.copyOf(begin, count);
  }

  /** With what the header of an epoch says. */
  Segments with(int epoch, long firstSequence) {
    Long known = firsts.get(epoch);
    if (known != null && known == firstSequence) {
      return this;
    }
    SortedMap<Integer, Long> changed = new TreeMap<>(firsts);
    changed.put(epoch, firstSequence);
    return new Segments(changed);
  }

  /** The first sequence of each epoch, as the headers say, whether or not it holds anywhere. */
  SortedMap<Integer, Long> firsts() {
    return Collections.unmodifiableSortedMap(firsts);
  }

  /** The epoch at a sequence; that of the first item for 0. */
  int epochAt(long sequence) {
    if (sequence == 0) {
      return 0;
    }
    int at = segmentOf(sequence);
    return at < 0 ? epochs[0] : epochs[at];
  }

  /** The last sequence that has the same epoch as this one. */
  long lastOfSegment(long sequence) {
    int next = segmentOf(sequence) + 1;
    return next < starts.length ? starts[next] - 1 : Long.MAX_VALUE;
  }

  /** The first sequence that has the same epoch as this one. */
  long firstOfSegment(long sequence) {
    int at = segmentOf(sequence);
    return at < 0 ? 0 : starts[at];
  }

  /** The highest epoch whose header is known, whether or not it holds anywhere. */
  int highestKnown() {
    return firsts.lastKey();
  }

  private int segmentOf(long sequence) {
    int at = starts.length - 1;
    while (at >= 0 && starts[at] > sequence) {
      at--;
    }
    return at;
  }
}
