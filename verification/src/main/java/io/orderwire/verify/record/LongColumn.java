package io.orderwire.verify.record;

import java.util.Arrays;

/**
 * Longs that are only added to. Not safe for threads; a copy shares what is there, and stays as it
 * is while the original grows.
 */
final class LongColumn {
  private static final int FIRST = 16;

  private long[] values;
  private int size;

  LongColumn() {
    this(new long[FIRST], 0);
  }

  private LongColumn(long[] values, int size) {
    this.values = values;
    this.size = size;
  }

  void add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size + (size >> 1));
    }
    values[size++] = value;
  }

  long get(int index) {
    if (index >= size) {
      throw new IndexOutOfBoundsException(index);
    }
    return values[index];
  }

  int size() {
    return size;
  }

  LongColumn copy() {
    return new LongColumn(values, size);
  }
}
