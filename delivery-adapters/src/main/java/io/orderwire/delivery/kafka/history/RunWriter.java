package io.orderwire.delivery.kafka.history;

import io.orderwire.delivery.history.Position;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Writes the items of a table's {@link Runs}. The run that a partner's newest items are in is kept
 * in memory until it is whole, so that it need not be read to be folded, and an item that is not
 * asked for meanwhile is only ever written as part of its block.
 *
 * <p>What is read through this is read after all that was written through it. For one thread at a
 * time.
 */
final class RunWriter implements SortedTable {
  /**
   * Runs with so many bytes are kept in memory; a partition with more partners folds by reading.
   */
  private static final long MOST_OPEN_BYTES = 2 << 20;

  private final TableWriter changes;
  private final Runs runs;

  /** By partner, those that were added to least recently first. */
  private final Map<String, OpenRun> open = new LinkedHashMap<>(16, 0.75f, true);

  /** Those of them with items that are not stored. */
  private final Set<OpenRun> behind = new HashSet<>();

  private long openBytes;

  RunWriter(TableWriter changes, int runLength) {
    this.changes = changes;
    this.runs = new Runs(this, runLength);
  }

  /** The runs, as they are after what was written. */
  Runs runs() {
    return runs;
  }

  /**
   * Puts an item where there was none, and folds its run if that makes it whole.
   *
   * @param isHighest whether none is stored behind it, so that its run can only be whole with the
   *     last
   */
  void add(String partnerId, Position position, byte[] item, boolean isHighest) {
    OpenRun run = open.get(partnerId);
    if (run != null && !run.isNext(position)) {
      close(run);
      run = null;
    }
    boolean begins = runs.firstOf(position.sequence()) == position.sequence();
    if (run == null && begins && isHighest) {
      run = new OpenRun(partnerId, position);
      open.put(partnerId, run);
    }
    if (run == null) {
      addAlone(partnerId, position, item, isHighest);
      return;
    }
    run.add(item);
    openBytes += item.length;
    behind.add(run);
    if (run.bytes > Runs.MOST_BYTES) {
      close(run);
    } else if (runs.lastOf(position.sequence()) == position.sequence()) {
      fold(run);
    } else if (openBytes > MOST_OPEN_BYTES) {
      close(open.values().iterator().next());
    }
  }

  private void addAlone(String partnerId, Position position, byte[] item, boolean isHighest) {
    long sequence = position.sequence();
    long last = runs.lastOf(sequence);
    List<StoredItem> whole =
        isHighest && sequence != last
            ? List.of()
            : runs.wholeWith(partnerId, position, StoredItem.single(item));
    if (whole.isEmpty()) {
      changes.put(Runs.key(partnerId, position.epoch(), sequence), item);
      return;
    }
    for (long other = runs.firstOf(sequence); other < last; other++) {
      if (other != sequence) {
        changes.delete(Runs.key(partnerId, position.epoch(), other));
      }
    }
    changes.put(Runs.key(partnerId, position.epoch(), last), Block.encode(whole));
  }

  private void fold(OpenRun run) {
    for (int at = 0; at < run.stored; at++) {
      changes.delete(run.key(at));
    }
    changes.put(run.key(run.items.size() - 1), Block.encode(run.items));
    run.stored = run.items.size();
    close(run);
  }

  /** Puts an item in the place of the one that is there. */
  void replace(String partnerId, Position position, StoredItem known, byte[] item) {
    closeAround(partnerId, position);
    long sequence = position.sequence();
    if (!Block.is(known.bytes())) {
      changes.put(Runs.key(partnerId, position.epoch(), sequence), item);
      return;
    }
    int at = (int) (sequence - runs.firstOf(sequence));
    changes.put(
        Runs.key(partnerId, position.epoch(), runs.lastOf(sequence)),
        Block.of(known.bytes()).with(at, StoredItem.single(item)));
  }

  /**
   * Removes an item, whether or not it is there; the others of its block lie alone from then on.
   */
  void remove(String partnerId, Position position, @Nullable StoredItem known) {
    closeAround(partnerId, position);
    if (known != null && Block.is(known.bytes())) {
      Block block = Block.of(known.bytes());
      long first = runs.firstOf(position.sequence());
      for (int at = 0; at < block.count(); at++) {
        changes.put(Runs.key(partnerId, position.epoch(), first + at), block.get(at).alone());
      }
    }
    changes.delete(Runs.key(partnerId, position.epoch(), position.sequence()));
  }

  /** Gives all items that are only in memory to the changes. */
  void store() {
    behind.forEach(this::store);
    behind.clear();
  }

  private void store(OpenRun run) {
    for (; run.stored < run.items.size(); run.stored++) {
      changes.put(run.key(run.stored), run.items.get(run.stored).bytes());
    }
  }

  private void closeAround(String partnerId, Position position) {
    OpenRun run = open.get(partnerId);
    if (run != null
        && run.epoch == position.epoch()
        && run.first == runs.firstOf(position.sequence())) {
      close(run);
    }
  }

  private void close(OpenRun run) {
    store(run);
    behind.remove(run);
    open.remove(run.partnerId);
    openBytes -= run.bytes;
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    store();
    return changes.get(key);
  }

  @Override
  public byte @Nullable [] getInMemory(byte[] key) {
    store();
    return changes.getInMemory(key);
  }

  @Override
  public void ascend(byte[] from, byte[] end, BiPredicate<byte[], byte[]> visitor) {
    store();
    changes.ascend(from, end, visitor);
  }

  @Override
  public void descend(byte[] from, byte[] end, BiPredicate<byte[], byte[]> visitor) {
    store();
    changes.descend(from, end, visitor);
  }

  /** The items of a run from its first one on, without gap; the first of them may be stored. */
  private static final class OpenRun {
    private final String partnerId;
    private final int epoch;
    private final long first;
    private final List<StoredItem> items = new ArrayList<>();
    private int stored;
    private int bytes;

    private OpenRun(String partnerId, Position first) {
      this.partnerId = partnerId;
      this.epoch = first.epoch();
      this.first = first.sequence();
    }

    private boolean isNext(Position position) {
      return position.epoch() == epoch && position.sequence() == first + items.size();
    }

    private void add(byte[] item) {
      items.add(StoredItem.single(item));
      bytes += item.length;
    }

    private byte[] key(int at) {
      return Runs.key(partnerId, epoch, first + at);
    }
  }
}
