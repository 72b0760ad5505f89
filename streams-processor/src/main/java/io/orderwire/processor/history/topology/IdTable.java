package io.orderwire.processor.history.topology;

import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A sorted table of bytes. Not safe for threads, but may go from one to another. All methods throw
 * {@link org.apache.kafka.streams.errors.ProcessorStateException} where the disk fails.
 */
interface IdTable extends AutoCloseable {

  byte @Nullable [] get(byte[] key);

  /**
   * Visits keys from {@code from} on, ascending, up to but without {@code end}, until the visitor
   * says false.
   */
  void ascend(byte[] from, byte[] end, BiPredicate<byte[], byte[]> visitor);

  /** Writes all or nothing; what is written is not durable before {@link #flush}. */
  void write(Consumer<Changes> changes);

  /** Makes everything durable. */
  void flush();

  @Override
  void close();

  /** Takes changes that are made together. */
  interface Changes {
    void put(byte[] key, byte[] value);

    void delete(byte[] key);
  }
}
