package io.orderwire.delivery.kafka.history;

import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Keys and values, by key. */
interface SortedTable {
  byte @Nullable [] get(byte[] key);

  /** As {@link #get}, but without the disk: null also where only the disk could tell. */
  byte @Nullable [] getInMemory(byte[] key);

  /**
   * Visits keys from {@code from} on, ascending, up to but without {@code end}, until the visitor
   * says false.
   */
  void ascend(byte[] from, byte[] end, BiPredicate<byte[], byte[]> visitor);

  /** Visits keys from {@code from} on, descending, down to {@code end} and with it. */
  void descend(byte[] from, byte[] end, BiPredicate<byte[], byte[]> visitor);
}
