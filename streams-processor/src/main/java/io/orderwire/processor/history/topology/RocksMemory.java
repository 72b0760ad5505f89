package io.orderwire.processor.history.topology;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompactionStyle;
import org.rocksdb.CompressionType;
import org.rocksdb.InfoLogLevel;
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

  private static final long CACHE_BYTES = 256L * 1024 * 1024;
  private static final long WRITE_BUFFER_BYTES = 128L * 1024 * 1024;
  private static final long ONE_WRITE_BUFFER = 16L * 1024 * 1024;
  private static final double BLOOM_BITS = 10;
  private static final double MEMTABLE_BLOOM_RATIO = 0.05;
  private static final int WRITE_BUFFERS = 3;

  private final Cache cache;
  private final WriteBufferManager writeBuffers;

  RocksMemory() {
    RocksDB.loadLibrary();
    cache = new LRUCache(CACHE_BYTES);
    writeBuffers = new WriteBufferManager(WRITE_BUFFER_BYTES, cache);
  }

  /** The one that Streams' settings carry. */
  static RocksMemory of(Map<String, Object> configs) {
    RocksMemory shared = (RocksMemory) configs.get(SHARED);
    if (shared == null) {
      throw new IllegalStateException("no setting " + SHARED);
    }
    return shared;
  }

  /** For a table in which most look-ups are for keys that were never there. Closed by its owner. */
  Options options() {
    Options options = new Options();
    BlockBasedTableConfig tables = new BlockBasedTableConfig();
    // Filters stay beside the cache, 10 bits a key, since each look-up asks all of them.
    tables.setCacheIndexAndFilterBlocks(false);
    give(tables, options);
    options.setCreateIfMissing(true);
    options.setMaxWriteBufferNumber(WRITE_BUFFERS);
    options.setMemtablePrefixBloomSizeRatio(MEMTABLE_BLOOM_RATIO);
    options.setMemtableWholeKeyFiltering(true);
    options.setCompactionStyle(CompactionStyle.UNIVERSAL);
    // Ids and hashes are random; Streams' own stores aren't compressed either.
    options.setCompressionType(CompressionType.NO_COMPRESSION);
    options.setIncreaseParallelism(Math.max(2, Runtime.getRuntime().availableProcessors()));
    options.setInfoLogLevel(InfoLogLevel.ERROR_LEVEL);
    return options;
  }

  /** Gives a store what is shared, and a filter; RocksDB takes the tables' settings as they are. */
  private void give(BlockBasedTableConfig tables, Options options) {
    tables.setBlockCache(cache);
    tables.setFilterPolicy(new BloomFilter(BLOOM_BITS, false));
    options.setTableFormatConfig(tables);
    options.setWriteBufferManager(writeBuffers);
    options.setWriteBufferSize(ONE_WRITE_BUFFER);
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
      BlockBasedTableConfig tables = (BlockBasedTableConfig) options.tableFormatConfig();
      tables.setCacheIndexAndFilterBlocks(true);
      of(configs).give(tables, options);
      if (storeName.equals(SequencerTopology.HELD)) {
        options.setPeriodicCompactionSeconds(HeldRecords.KEPT.toSeconds());
      }
    }

    @Override
    public void close(String storeName, Options options) {
      // What is shared is closed by its owner.
    }
  }
}
