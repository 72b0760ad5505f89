package io.orderwire.delivery.kafka.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rocksdb.FlushOptions;
import org.rocksdb.Holder;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The sorted table of one partition, in RocksDB. Its write-ahead log is off: what is lost when the
 * process is killed is read again from the topic, from where the last {@link #flush} was.
 *
 * <p>After {@link #close} no method may be called: native memory is gone then. {@link
 * PartitionHistory} sees to it.
 */
final class ItemTable implements AutoCloseable {
  /** The form of what is stored. Tables of another form are made anew from the topic. */
  static final int FORMAT = 3;

  /** Values of this size are read without making an array for each. */
  private static final int VALUE_BYTES = 4 << 10;

  private final Options options;
  private final WriteOptions unlogged = new WriteOptions().setDisableWAL(true);
  private final RocksDB db;

  /** Opens the table in a directory, which is created if it is missing. */
  ItemTable(Path directory, RocksMemory memory) {
    options = memory.options();
    try {
      Files.createDirectories(directory);
      db = RocksDB.open(options, directory.toString());
    } catch (RocksDBException e) {
      options.close();
      unlogged.close();
      throw new StoreException("the store in " + directory + " cannot be opened", e);
    } catch (IOException e) {
      options.close();
      unlogged.close();
      throw new UncheckedIOException(e);
    }
  }

  byte @Nullable [] get(byte[] key) {
    try {
      return db.get(key);
    } catch (RocksDBException e) {
      throw new StoreException("the store cannot be read", e);
    }
  }

  /** As {@link #get}, but without the disk: null also where only the disk could tell. */
  byte @Nullable [] getInMemory(byte[] key) {
    Holder<byte[]> value = new Holder<>();
    return db.keyMayExist(key, value) ? value.getValue() : null;
  }

  /** Writes all or nothing. */
  void write(Consumer<Changes> changes) {
    try (WriteBatch batch = new WriteBatch()) {
      changes.accept(new Changes(batch));
      db.write(unlogged, batch);
    } catch (RocksDBException e) {
      throw new StoreException("the store cannot be written", e);
    }
  }

  /**
   * Visits keys from {@code from} on, ascending, up to but without {@code end}, until the visitor
   * says false.
   */
  void ascend(byte[] from, byte[] end, BiPredicate<byte[], byte[]> visitor) {
    try (Slice bound = new Slice(end);
        ReadOptions reading = new ReadOptions().setIterateUpperBound(bound);
        RocksIterator at = db.newIterator(reading)) {
      at.seek(from);
      while (at.isValid() && visitor.test(at.key(), at.value())) {
        at.next();
      }
      at.status();
    } catch (RocksDBException e) {
      throw new StoreException("the store cannot be read", e);
    }
  }

  /** Visits keys from {@code from} on, descending, down to {@code end} and with it. */
  void descend(byte[] from, byte[] end, BiPredicate<byte[], byte[]> visitor) {
    try (Slice bound = new Slice(end);
        ReadOptions reading = new ReadOptions().setIterateLowerBound(bound);
        RocksIterator at = db.newIterator(reading)) {
      at.seekForPrev(from);
      while (at.isValid() && visitor.test(at.key(), at.value())) {
        at.prev();
      }
      at.status();
    } catch (RocksDBException e) {
      throw new StoreException("the store cannot be read", e);
    }
  }

  /**
   * Visits the values of keys from {@code first} on, in one direction, until the visitor says
   * false. Their keys are not looked at, so this is for keys that are known to follow each other.
   *
   * @param bound ascending, the first key behind those that may be visited; descending, the last
   *     one that may be
   * @return the last key that was visited; null where {@code first} is not there, or where the keys
   *     ended before the visitor said so
   */
  byte @Nullable [] visitRun(byte[] first, byte[] bound, boolean ascending, ValueVisitor visitor) {
    try (Slice end = new Slice(bound);
        ReadOptions reading = new ReadOptions();
        RocksIterator at =
            db.newIterator(
                ascending
                    ? reading.setIterateUpperBound(end)
                    : reading.setIterateLowerBound(end))) {
      at.seek(first);
      if (!at.isValid() || !Arrays.equals(at.key(), first)) {
        at.status();
        return null;
      }
      byte[] buffer = new byte[VALUE_BYTES];
      while (at.isValid()) {
        int length = at.value(buffer, 0, buffer.length);
        boolean goesOn =
            length > buffer.length
                ? visitor.visit(at.value(), length)
                : visitor.visit(buffer, length);
        if (!goesOn) {
          return at.key();
        }
        if (ascending) {
          at.next();
        } else {
          at.prev();
        }
      }
      at.status();
      return null;
    } catch (RocksDBException e) {
      throw new StoreException("the store cannot be read", e);
    }
  }

  /** Makes everything durable. */
  void flush() {
    try (FlushOptions waiting = new FlushOptions().setWaitForFlush(true)) {
      db.flush(waiting);
    } catch (RocksDBException e) {
      throw new StoreException("the store cannot be flushed", e);
    }
  }

  @Override
  public void close() {
    db.close();
    unlogged.close();
    options.close();
  }

  /** Sees one value after the other. */
  @FunctionalInterface
  interface ValueVisitor {
    /**
     * Sees a value.
     *
     * @param bytes begins with it; other values follow in it later
     * @param length of the value in bytes
     * @return whether to go on
     */
    boolean visit(byte[] bytes, int length);
  }

  /** Changes that are made together. */
  static final class Changes {
    private final WriteBatch batch;

    private Changes(WriteBatch batch) {
      this.batch = batch;
    }

    void put(byte[] key, byte[] value) {
      try {
        batch.put(key, value);
      } catch (RocksDBException e) {
        throw new StoreException("the store cannot be written", e);
      }
    }

    void delete(byte[] key) {
      try {
        batch.delete(key);
      } catch (RocksDBException e) {
        throw new StoreException("the store cannot be written", e);
      }
    }
  }

  /** The local store failed; the partition cannot go on without it. */
  static final class StoreException extends RuntimeException {
    StoreException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
