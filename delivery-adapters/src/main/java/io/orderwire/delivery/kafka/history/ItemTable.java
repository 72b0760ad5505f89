package io.orderwire.delivery.kafka.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rocksdb.FlushOptions;
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
  static final int FORMAT = 2;

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
