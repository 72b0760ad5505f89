package io.orderwire.processor.history.topology;

import java.util.UUID;

/**
 * Knows of most ids that were never added that they were not: a Bloom filter, wrong about one id in
 * 100 when it is full. For one thread.
 */
final class IdFilter {
  private static final int LEAST = 16;
  private static final int BITS_EACH = 10;
  private static final int PROBES = 6;

  private final long[] words;
  private final int capacity;
  private int added;

  /**
   * An empty filter.
   *
   * @param ids how many ids there will be at least
   */
  IdFilter(int ids) {
    long bits = Long.highestOneBit((long) Math.max(LEAST, ids) * BITS_EACH - 1) << 1;
    words = new long[Math.toIntExact(bits / Long.SIZE)];
    capacity = (int) (bits / BITS_EACH);
  }

  boolean isFull() {
    return added >= capacity;
  }

  int added() {
    return added;
  }

  int capacity() {
    return capacity;
  }

  long bytes() {
    return (long) words.length * Long.BYTES;
  }

  void add(UUID id) {
    long hash = hash(id);
    long step = step(hash);
    for (int probe = 0; probe < PROBES; probe++, hash += step) {
      words[word(hash)] |= 1L << hash;
    }
    added++;
  }

  /** Whether it may have been added; if not, it was not. */
  boolean mayHave(UUID id) {
    long hash = hash(id);
    long step = step(hash);
    for (int probe = 0; probe < PROBES; probe++, hash += step) {
      if ((words[word(hash)] & 1L << hash) == 0) {
        return false;
      }
    }
    return true;
  }

  /** The lowest six bits choose one in the word, those from the 33rd on the word. */
  private int word(long hash) {
    return (int) (hash >>> Integer.SIZE) & (words.length - 1);
  }

  private static long step(long hash) {
    return Long.rotateLeft(hash, 21) * 0x9e3779b97f4a7c15L | 1;
  }

  /** Spreads ids of any kind, also those that begin with a time, over all bits. */
  private static long hash(UUID id) {
    long mixed = id.getMostSignificantBits() * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ mixed >>> 32 ^ id.getLeastSignificantBits()) * 0x94d049bb133111ebL;
    mixed = (mixed ^ mixed >>> 29) * 0x9e3779b97f4a7c15L;
    return mixed ^ mixed >>> 32;
  }
}
