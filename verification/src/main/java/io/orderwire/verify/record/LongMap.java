package io.orderwire.verify.record;

import java.util.Arrays;

/**
 * A map from longs to longs without objects, about 32 bytes an entry: open addressing, linear
 * probing, at most half full. Nothing is removed. Not safe for threads.
 */
public final class LongMap {
  private static final int FIRST = 32;
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private long[] keys = new long[FIRST];
  private long[] values = new long[FIRST];
  private int size;
  private boolean hasZero;
  private long ofZero;

  /** The value of a key, or {@code otherwise}. */
  public long get(long key, long otherwise) {
    if (key == 0) {
      return hasZero ? ofZero : otherwise;
    }
    int slot = slot(key);
    return keys[slot] == key ? values[slot] : otherwise;
  }

  /** Sets the value of a key. */
  public void put(long key, long value) {
    if (key == 0) {
      hasZero = true;
      ofZero = value;
      return;
    }
    int slot = slot(key);
    if (keys[slot] != key) {
      keys[slot] = key;
      size++;
    }
    values[slot] = value;
    if (size > keys.length / 2) {
      grow();
    }
  }

  /** Sets the value of a key that has none; the value that it has now. */
  public long putIfAbsent(long key, long value) {
    if (containsKey(key)) {
      return get(key, value);
    }
    put(key, value);
    return value;
  }

  /** Whether a key has a value. */
  public boolean containsKey(long key) {
    return key == 0 ? hasZero : keys[slot(key)] == key;
  }

  /** How many keys have a value. */
  public int size() {
    return hasZero ? size + 1 : size;
  }

  /** The keys, ascending. */
  public long[] sortedKeys() {
    long[] sorted = new long[size()];
    int n = hasZero ? 1 : 0;
    for (long key : keys) {
      if (key != 0) {
        sorted[n++] = key;
      }
    }
    Arrays.sort(sorted);
    return sorted;
  }

  private int slot(long key) {
    int mask = keys.length - 1;
    int slot = (int) ((key * MULTIPLIER) >>> 32) & mask;
    while (keys[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    long[] oldValues = values;
    keys = new long[oldKeys.length * 2];
    values = new long[oldKeys.length * 2];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        values[slot] = oldValues[i];
      }
    }
  }
}
