package io.orderwire.delivery.kafka.history;

import io.orderwire.delivery.kafka.history.ItemTable.StoreException;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * Changes of a table that are gathered and written together. What is read through this is read
 * after all that was changed through it. For one thread at a time; to be closed before the table.
 */
final class TableWriter implements SortedTable, AutoCloseable {
  private final ItemTable table;
  private final WriteBatch batch = new WriteBatch();
  private long bytes;

  TableWriter(ItemTable table) {
    this.table = table;
  }

  void put(byte[] key, byte[] value) {
    try {
      batch.put(key, value);
    } catch (RocksDBException e) {
      throw new StoreException("the store cannot be written", e);
    }
    bytes += key.length + value.length;
  }

  void delete(byte[] key) {
    try {
      batch.delete(key);
    } catch (RocksDBException e) {
      throw new StoreException("the store cannot be written", e);
    }
    bytes += key.length;
  }

  /** How many bytes are gathered. */
  long bytes() {
    return bytes;
  }

  /** Writes what is gathered, all or nothing. */
  void write() {
    if (bytes > 0) {
      table.write(batch);
      batch.clear();
      bytes = 0;
    }
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    write();
    return table.get(key);
  }

  @Override
  public byte @Nullable [] getInMemory(byte[] key) {
    write();
    return table.getInMemory(key);
  }

  @Override
  public void ascend(byte[] from, byte[] end, BiPredicate<byte[], byte[]> visitor) {
    write();
    table.ascend(from, end, visitor);
  }

  @Override
  public void descend(byte[] from, byte[] end, BiPredicate<byte[], byte[]> visitor) {
    write();
    table.descend(from, end, visitor);
  }

  /** Forgets what is gathered. */
  @Override
  public void close() {
    batch.close();
  }
}
