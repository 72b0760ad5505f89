package io.orderwire.processor.history.topology;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A table in memory. */
final class MemoryIdTable implements IdTable {
  private final NavigableMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);

  @Override
  public byte @Nullable [] get(byte[] key) {
    return entries.get(key);
  }

  @Override
  public void ascend(byte[] from, byte[] end, BiPredicate<byte[], byte[]> visitor) {
    for (Map.Entry<byte[], byte[]> entry :
        List.copyOf(entries.subMap(from, true, end, false).entrySet())) {
      if (!visitor.test(entry.getKey(), entry.getValue())) {
        return;
      }
    }
  }

  @Override
  public void write(Consumer<Changes> changes) {
    changes.accept(
        new Changes() {
          @Override
          public void put(byte[] key, byte[] value) {
            entries.put(key, value);
          }

          @Override
          public void delete(byte[] key) {
            entries.remove(key);
          }
        });
  }

  /** How many entries there are. */
  int size() {
    return entries.size();
  }

  @Override
  public void flush() {
    // Nothing outlives the process.
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
