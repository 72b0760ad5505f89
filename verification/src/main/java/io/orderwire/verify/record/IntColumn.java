package io.orderwire.verify.record;

import java.util.Arrays;

/** As {@link LongColumn}, of ints. */
final class IntColumn {
  private static final int FIRST = 16;

  private int[] values;
  private int size;

  IntColumn() {
    this(new int[FIRST], 0);
  }

  private IntColumn(int[] values, int size) {
    this.values = values;
    this.size = size;
  }

  void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size + (size >> 1));
    }
    values[size++] = value;
  }

  int get(int index) {
    if (index >= size) {
      throw new IndexOutOfBoundsException(index);
    }
    return values[index];
  }

  IntColumn copy() {
    return new IntColumn(values, size);
  }
}
