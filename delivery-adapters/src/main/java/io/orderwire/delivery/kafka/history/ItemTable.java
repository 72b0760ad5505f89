package io.orderwire.delivery.kafka.history;

import io.orderwire.delivery.kafka.history.Leftovers.KeyRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.CompactRangeOptions.BottommostLevelCompaction;
import org.rocksdb.FlushOptions;
import org.rocksdb.Holder;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sorted table of one partition, in RocksDB. Its write-ahead log is off: what is written last
 * is lost when the process is killed, and read again from the topic. What is left then is all that
 * was written up to some moment, at the earliest that of the last {@link #flush}, and nothing of
 * later. Without one it is written to disk when its memory is full.
 *
 * <p>After {@link #close} no method may be called: native memory is gone then. {@link
 * PartitionHistory} sees to it.
 */
final class ItemTable implements SortedTable, AutoCloseable {
  /** The form of what is stored. Tables of another form are made anew from the topic. */
  static final int FORMAT = 3;

  private static final Logger LOG = LoggerFactory.getLogger(ItemTable.class);

  /** Values of this size are read without making an array for each. */
  private static final int VALUE_BYTES = 4 << 10;

  /** A file of this name in its directory says that the table is not to be used again. */
  private static final String DAMAGED = "DAMAGED";

  private final Path directory;
  private final Options options;
  private final WriteOptions unlogged = new WriteOptions().setDisableWAL(true);
  private final CompactRangeOptions merging =
      new CompactRangeOptions()
          .setExclusiveManualCompaction(false)
          .setBottommostLevelCompaction(BottommostLevelCompaction.kForce);
  private final RocksDB db;
  private volatile boolean damaged;

  /** Opens the table in a directory, which is created if it is missing. */
  ItemTable(Path directory, RocksMemory memory) {
    this.directory = directory;
    options = memory.options();
    try {
      Files.createDirectories(directory);
      db = RocksDB.open(options, directory.toString());
    } catch (RocksDBException e) {
      closeOptions();
      throw failed("the store in " + directory + " cannot be opened", e);
    } catch (IOException e) {
      closeOptions();
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a directory has a table that can be used, as far as that is known. */
  static boolean isUsable(Path directory) {
    return Files.exists(directory.resolve("CURRENT")) && !Files.exists(directory.resolve(DAMAGED));
  }

  /** Whether something was found to be not what was written. What is read may be wrong. */
  boolean isDamaged() {
    return damaged;
  }

  /** Throws where this {@link #isDamaged}. */
  void requireUndamaged() {
    if (damaged) {
      throw new StoreException("the store in " + directory + " is damaged");
    }
  }

  /** Notes damage for good, so that the next opening begins anew. */
  private void damage(RocksDBException why) {
    if (damaged) {
      return;
    }
    damaged = true;
    LOG.atError()
        .addKeyValue("directory", directory)
        .setCause(why)
        .log("The local store is damaged, and is made anew from the history topic");
    try {
      Files.write(directory.resolve(DAMAGED), new byte[0]);
    } catch (IOException e) {
      // As on a full disk. Who opens it will find the damage again.
      LOG.atError().setCause(e).log("The damage of the local store could not be noted");
    }
  }

  private StoreException failed(String message, RocksDBException e) {
    Status status = e.getStatus();
    boolean isOther = status != null && status.getCode() == Status.Code.Corruption;
    if (isOther || String.valueOf(e.getMessage()).contains("No such file")) {
      damage(e);
    }
    return new StoreException(message, e);
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    try {
      return db.get(key);
    } catch (RocksDBException e) {
      throw failed("the store cannot be read", e);
    }
  }

  @Override
  public byte @Nullable [] getInMemory(byte[] key) {
    Holder<byte[]> value = new Holder<>();
    return db.keyMayExist(key, value) ? value.getValue() : null;
  }

  /** Writes all or nothing. */
  void write(WriteBatch batch) {
    try {
      db.write(unlogged, batch);
    } catch (RocksDBException e) {
      throw failed("the store cannot be written", e);
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
      throw failed("the store cannot be read", e);
    }
  }

  @Override
  public void descend(byte[] from, byte[] end, BiPredicate<byte[], byte[]> visitor) {
    try (Slice bound = new Slice(end);
        ReadOptions reading = new ReadOptions().setIterateLowerBound(bound);
        RocksIterator at = db.newIterator(reading)) {
      at.seekForPrev(from);
      while (at.isValid() && visitor.test(at.key(), at.value())) {
        at.prev();
      }
      at.status();
    } catch (RocksDBException e) {
      throw failed("the store cannot be read", e);
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
      throw failed("the store cannot be read", e);
    }
  }

  /**
   * Says whether much is to be written before the next read: then files are merged seldom, and
   * reads take longer.
   */
  void loading(boolean now) {
    try {
      db.setOptions(now ? RocksMemory.loading() : RocksMemory.serving());
    } catch (RocksDBException e) {
      throw failed("the store's options cannot be changed", e);
    }
  }

  /**
   * Makes everything durable, and merges the files that hold keys of these ranges, so that nothing
   * is left in them of what was replaced or deleted before. Reads and writes go on meanwhile. For
   * one thread at a time.
   *
   * @param ranges empty for all keys
   * @return false where it was {@linkplain #stopMerging stopped}
   */
  boolean merge(List<KeyRange> ranges) {
    flush();
    try {
      if (ranges.isEmpty()) {
        db.compactRange(null, null, null, merging);
      }
      for (KeyRange range : ranges) {
        db.compactRange(null, range.from(), range.end(), merging);
      }
      return !merging.canceled();
    } catch (RocksDBException e) {
      if (merging.canceled()) {
        return false;
      }
      throw failed("the store's files cannot be merged", e);
    }
  }

  /** Lets {@link #merge} return soon, now and ever after. May be called by any thread. */
  void stopMerging() {
    merging.setCanceled(true);
  }

  /** Makes everything durable before it returns. */
  void flush() {
    try (FlushOptions options = new FlushOptions().setWaitForFlush(true)) {
      db.flush(options);
    } catch (RocksDBException e) {
      throw failed("the store cannot be flushed", e);
    }
  }

  @Override
  public void close() {
    db.close();
    closeOptions();
  }

  private void closeOptions() {
    merging.close();
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

  /** The local store failed; the partition cannot go on without it. */
  static final class StoreException extends RuntimeException {
    StoreException(String message, Throwable cause) {
      super(message, cause);
    }

    StoreException(String message) {
      super(message);
    }
  }
}
