package io.orderwire.processor.history.topology;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.apache.kafka.streams.errors.ProcessorStateException;
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
 * An {@link IdTable} in RocksDB, without a write-ahead log: under exactly-once, Kafka Streams
 * restores the state of a process that was killed.
 */
final class RocksIdTable implements IdTable {
  private final Options options;
  private final WriteOptions unlogged = new WriteOptions().setDisableWAL(true);
  private final RocksDB db;

  /** Opens the table in a directory, which is created if it is missing. */
  RocksIdTable(Path directory, RocksMemory memory) {
    options = memory.options();
    try {
      Files.createDirectories(directory);
      db = RocksDB.open(options, directory.toString());
    } catch (RocksDBException e) {
      options.close();
      unlogged.close();
      throw new ProcessorStateException("the store in " + directory + " cannot be opened", e);
    } catch (IOException e) {
      options.close();
      unlogged.close();
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    try {
      return db.get(key);
    } catch (RocksDBException e) {
      throw unreadable(e);
    }
  }

  @Override
  public void ascend(byte[] from, byte[] end, BiPredicate<byte[], byte[]> visitor) {
    try (Slice bound = new Slice(end);
        ReadOptions reading = new ReadOptions().setIterateUpperBound(bound);
        RocksIterator at = db.newIterator(reading)) {
      at.seek(from);
      while (at.isValid() && visitor.test(at.key(), at.value())) {
        at.next();
      }
      at.status();
    } catch (RocksDBException e) {
      throw unreadable(e);
    }
  }

  @Override
  public void write(Consumer<Changes> changes) {
    try (WriteBatch batch = new WriteBatch()) {
      changes.accept(new Batch(batch));
      db.write(unlogged, batch);
    } catch (RocksDBException e) {
      throw unwritable(e);
    }
  }

  @Override
  public void flush() {
    try (FlushOptions waiting = new FlushOptions().setWaitForFlush(true)) {
      db.flush(waiting);
    } catch (RocksDBException e) {
      throw unwritable(e);
    }
  }

  @Override
  public void close() {
    db.close();
    unlogged.close();
    options.close();
  }

  private static ProcessorStateException unreadable(RocksDBException e) {
    return new ProcessorStateException("the store of ids cannot be read", e);
  }

  private static ProcessorStateException unwritable(RocksDBException e) {
    return new ProcessorStateException("the store of ids cannot be written", e);
  }

  private record Batch(WriteBatch batch) implements Changes {
    @Override
    public void put(byte[] key, byte[] value) {
      try {
        batch.put(key, value);
      } catch (RocksDBException e) {
        throw unwritable(e);
      }
    }

    @Override
    public void delete(byte[] key) {
      try {
        batch.delete(key);
      } catch (RocksDBException e) {
        throw unwritable(e);
      }
    }
  }
}
