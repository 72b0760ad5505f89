package io.orderwire.processor.history.topology;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * Memory that all stores of a process share: by default each of 24 stores would take up to 98 MiB
 * of its own. Closed after Streams.
 */
final class RocksMemory implements AutoCloseable {
  /** The name under which Streams' settings carry it to {@link Setter}. */
  static final String SHARED = "orderwire.rocksdb.memory";

  private static final long CACHE_BYTES = 64L * 1024 * 1024;
  private static final long WRITE_BUFFER_BYTES = 32L * 1024 * 1024;
  private static final long ONE_WRITE_BUFFER = 4L * 1024 * 1024;
  private static final double BLOOM_BITS = 10;

  private final Cache cache;
  private final WriteBufferManager writeBuffers;

  RocksMemory() {
    RocksDB.loadLibrary();
    cache = new LRUCache(CACHE_BYTES);
    writeBuffers = new WriteBufferManager(WRITE_BUFFER_BYTES, cache);
  }

  @Override
  public void close() {
    writeBuffers.close();
    cache.close();
  }

  /** Gives the shared memory to a store. Made by Streams. */
  public static final class Setter implements RocksDBConfigSetter {

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
      RocksMemory shared = (RocksMemory) configs.get(SHARED);
      if (shared == null) {
        throw new IllegalStateException("no setting " + SHARED);
      }
      BlockBasedTableConfig tables = (BlockBasedTableConfig) options.tableFormatConfig();
      tables.setBlockCache(shared.cache);
      tables.setCacheIndexAndFilterBlocks(true);
      // Most look-ups are for ids that were never there; a filter answers those without reading.
      tables.setFilterPolicy(new BloomFilter(BLOOM_BITS, false));
      options.setWriteBufferManager(shared.writeBuffers);
      options.setWriteBufferSize(ONE_WRITE_BUFFER);
      options.setTableFormatConfig(tables);
    }

    @Override
    public void close(String storeName, Options options) {
      // What is shared is closed by its owner.
    }
  }
}
