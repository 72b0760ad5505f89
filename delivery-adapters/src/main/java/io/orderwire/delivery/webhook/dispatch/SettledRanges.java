package io.orderwire.delivery.webhook.dispatch;

import io.orderwire.delivery.subscription.Progress.Range;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Which sequences are settled: all up to a position, and ranges above it, kept disjoint and not
 * adjacent. The position follows by itself, but not beyond what was read.
 */
final class SettledRanges {
  private final NavigableMap<Long, Long> lastByFirst = new TreeMap<>();
  private long position;
  private long read;

  SettledRanges(long position, List<Range> done) {
    this.position = position;
    this.read = position;
    done.forEach(range -> settle(range.first(), range.last()));
  }

  /** The sequence up to which everything is settled. */
  long position() {
    return position;
  }

  boolean contains(long sequence) {
    if (sequence <= position) {
      return true;
    }
    Map.Entry<Long, Long> below = lastByFirst.floorEntry(sequence);
    return below != null && below.getValue() >= sequence;
  }

  /** All up to that sequence has been read. */
  void readUpTo(long sequence) {
    read = sequence;
    follow();
  }

  /** Settles from one sequence to another, both included; what is settled already may be among. */
  void settle(long first, long last) {
    long from = Math.max(first, position + 1);
    long to = last;
    if (to < from) {
      return;
    }
    Map.Entry<Long, Long> below = lastByFirst.floorEntry(from);
    if (below != null && below.getValue() >= from - 1) {
      from = below.getKey();
      to = Math.max(to, below.getValue());
    }
    NavigableMap<Long, Long> within = lastByFirst.subMap(from, true, to + 1, true);
    if (!within.isEmpty()) {
      to = Math.max(to, within.lastEntry().getValue());
      within.clear();
    }
    lastByFirst.put(from, to);
    follow();
  }

  /** The ranges above the position, ascending. */
  List<Range> above() {
    return lastByFirst.entrySet().stream()
        .map(range -> new Range(range.getKey(), range.getValue()))
        .toList();
  }

  private void follow() {
    Map.Entry<Long, Long> lowest = lastByFirst.firstEntry();
    if (lowest == null || lowest.getKey() != position + 1 || read <= position) {
      return;
    }
    lastByFirst.remove(lowest.getKey());
    position = Math.min(lowest.getValue(), read);
    if (position < lowest.getValue()) {
      lastByFirst.put(position + 1, lowest.getValue());
    }
  }
}
