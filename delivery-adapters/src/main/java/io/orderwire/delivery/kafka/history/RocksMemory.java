package io.orderwire.delivery.kafka.history;

import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.Env;
import org.rocksdb.IndexType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.MutableColumnFamilyOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * The memory that the stores of all partitions share: one cache of blocks, in which memtables,
 * indexes and filters are counted too, so that the sum is bounded however many partitions there
 * are.
 */
public final class RocksMemory implements AutoCloseable {
  private static final long MEMTABLE_BYTES = 4L << 20;
  private static final int BLOCK_BYTES = 16 << 10;
  private static final int FILTER_BITS = 10;

  /**
   * How many files of the youngest level are merged into the next, all of which is written again
   * with them. More is less to write, and more filters to ask for a key.
   */
  private static final int FILES_TO_MERGE = 8;

  /** With so many files writing becomes slower, or stops, until some are merged. */
  private static final int FILES_TO_SLOW = 4 * FILES_TO_MERGE;

  private static final int FILES_TO_STOP = 6 * FILES_TO_MERGE;

  /**
   * How much is written again with them at most: a few times what they hold. Files are small so
   * that the next level need not be written as a whole.
   */
  private static final long LEVEL_BYTES = 32L << 20;

  private static final long FILE_BYTES = 8L << 20;

  private final Cache cache;
  private final WriteBufferManager writeBuffers;
  private final BloomFilter filter;

  /**
   * Takes the memory.
   *
   * @param bytes for everything, at least 16 MiB; half of it at most for memtables
   */
  public RocksMemory(long bytes) {
    if (bytes < 16L << 20) {
      throw new IllegalArgumentException("less than 16 MiB is too little: " + bytes);
    }
    RocksDB.loadLibrary();
    cache = new LRUCache(bytes);
    writeBuffers = new WriteBufferManager(bytes / 2, cache);
    filter = new BloomFilter(FILTER_BITS);
  }

  /** Options of one store; to be closed after it. */
  Options options() {
    BlockBasedTableConfig table =
        new BlockBasedTableConfig()
            .setBlockCache(cache)
            .setBlockSize(BLOCK_BYTES)
            .setFilterPolicy(filter)
            .setIndexType(IndexType.kBinarySearch)
            .setCacheIndexAndFilterBlocks(true)
            .setPinL0FilterAndIndexBlocksInCache(true);
    return new Options()
        .setCreateIfMissing(true)
        .setWriteBufferManager(writeBuffers)
        .setWriteBufferSize(MEMTABLE_BYTES)
        .setMaxWriteBufferNumber(2)
        .setMaxBytesForLevelBase(LEVEL_BYTES)
        .setTargetFileSizeBase(FILE_BYTES)
        .setTargetFileSizeMultiplier(2)
        .setLevel0FileNumCompactionTrigger(FILES_TO_MERGE)
        .setLevel0SlowdownWritesTrigger(FILES_TO_SLOW)
        .setLevel0StopWritesTrigger(FILES_TO_STOP)
        .setTableFormatConfig(table)
        .setCompressionType(CompressionType.LZ4_COMPRESSION)
        .setBottommostCompressionType(CompressionType.ZSTD_COMPRESSION)
        .setEnv(Env.getDefault())
        .setMaxOpenFiles(200)
        .setKeepLogFileNum(2)
        .setMaxLogFileSize(1L << 20)
        .setInfoLogLevel(InfoLogLevel.WARN_LEVEL);
  }

  /** For a table that is written and not read: merges seldom, and never waits for it. */
  static MutableColumnFamilyOptions loading() {
    return merging(8 * FILES_TO_MERGE, Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  /** As {@link #options} has it. */
  static MutableColumnFamilyOptions serving() {
    return merging(FILES_TO_MERGE, FILES_TO_SLOW, FILES_TO_STOP);
  }

  private static MutableColumnFamilyOptions merging(int files, int slowing, int stopping) {
    return MutableColumnFamilyOptions.builder()
        .setLevel0FileNumCompactionTrigger(files)
        .setLevel0SlowdownWritesTrigger(slowing)
        .setLevel0StopWritesTrigger(stopping)
        .build();
  }

  @Override
  public void close() {
    writeBuffers.close();
    filter.close();
    cache.close();
  }
}
