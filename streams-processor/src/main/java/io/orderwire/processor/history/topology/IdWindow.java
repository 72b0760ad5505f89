package io.orderwire.processor.history.topology;

import io.orderwire.processor.history.Head;
import io.orderwire.processor.history.Remembered;
import io.orderwire.processor.history.Rules;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;

/**
 * The heads of partners, and the ids that they had lately. Ids are written in blocks, one for what
 * a partner was given between two commits, so that the changelog has a record for many ids. The
 * partner's head changes only with an id that is accepted, and is logged with the block. Beside
 * them the table has an index from each id to its block, which is not logged, since restoring a
 * block restores it.
 *
 * <p>An id stands in one block only: where it is accepted once more, after it had been forgotten or
 * made void, its former place is marked. So a block that is dropped takes its index entries along.
 * Dropping is done now and then, from a partner's oldest block on. Whether a block is there or
 * dropped makes no difference to any outcome: what is forgettable does not count.
 *
 * <p>For one thread at a time.
 */
final class IdWindow {
  /** How many ids may wait to be written. */
  static final int MOST_WAITING = 8_192;

  /** After how many accepted ids of a partner its old blocks are looked at; a power of two. */
  static final int DROP_EVERY = 1 << 10;

  /** How many ids are dropped at once, at most one block more. */
  private static final int MOST_DROPPED = 4 * DROP_EVERY;

  /** For the filters of one partition. */
  private static final long FILTER_BYTES = 4L << 20;

  private static final int PLACE_BYTES = Long.BYTES + Short.BYTES;

  private final IdTable table;
  private final Log log;
  private final Runnable firstChange;
  private final Map<String, Head> heads;
  private final IdFilters filters = new IdFilters(FILTER_BYTES);
  private final Map<String, Waiting> waiting = new HashMap<>();
  private int waitingIds;

  /** Takes each change of a block, in their order. */
  @FunctionalInterface
  interface Log {
    /**
     * Logs a change.
     *
     * @param value the block, or null if it was dropped
     */
    void append(byte[] key, byte @Nullable [] value);
  }

  /**
   * Over a table.
   *
   * @param mostHeads how many heads are kept in memory, besides those that wait
   * @param firstChange told of the first change that waits to be written, after each write
   */
  IdWindow(IdTable table, Log log, int mostHeads, Runnable firstChange) {
    this.table = table;
    this.log = log;
    this.firstChange = firstChange;
    heads = new Recent<>(mostHeads);
  }

  /** A partner's head; null if it never had one. */
  @Nullable Head head(String partnerId) {
    Head known = heads.get(partnerId);
    if (known != null) {
      return known;
    }
    Waiting latest = waiting.get(partnerId);
    if (latest != null) {
      return latest.head;
    }
    byte[] bytes = table.get(IdKeys.head(partnerId));
    if (bytes == null) {
      return null;
    }
    Head stored = HeadCodec.fromBytes(bytes);
    heads.put(partnerId, stored);
    return stored;
  }

  /**
   * What is remembered of an id, even if that counts no more.
   *
   * @param head the partner's head
   */
  @Nullable Remembered find(String partnerId, UUID id, Head head) {
    long had = Math.min(head.accepted(), Rules.WINDOW_IDS);
    if (!filters.mayHave(partnerId, id, had, this::idsOf)) {
      return null;
    }
    Waiting latest = waiting.get(partnerId);
    Remembered last = latest == null ? null : latest.draft.find(id);
    if (last != null) {
      return last;
    }
    Place place = placeOf(partnerId, id);
    return place == null ? null : blockAt(partnerId, place).remembered(place.index);
  }

  /**
   * Remembers an accepted id, and the partner's head after it.
   *
   * @param former what {@link #find} gave for it
   */
  void remember(
      String partnerId, UUID id, @Nullable Remembered former, Remembered remembered, Head head) {
    if (former != null) {
      write();
      replace(partnerId, id);
    }
    Waiting latest = waiting.computeIfAbsent(partnerId, partner -> new Waiting());
    if (!latest.draft.takes(remembered)) {
      write();
      latest = waiting.computeIfAbsent(partnerId, partner -> new Waiting());
    }
    latest.add(id, remembered, head);
    heads.put(partnerId, head);
    filters.add(partnerId, id, this::idsOf);
    if (waitingIds == 0) {
      firstChange.run();
    }
    waitingIds++;
    if (waitingIds >= MOST_WAITING) {
      write();
    }
  }

  /** Writes and logs all that waits; in the order of keys, which RocksDB takes in more quickly. */
  void write() {
    if (waitingIds == 0) {
      return;
    }
    table.write(
        changes ->
            waiting.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEachOrdered(one -> write(one.getKey(), one.getValue(), changes)));
    forgetWaiting();
  }

  private void write(String partnerId, Waiting latest, IdTable.Changes changes) {
    dropBefore(partnerId, latest, changes);
    byte[] key = IdKeys.block(partnerId, latest.draft.first().ordinal());
    LoggedBlock logged = new LoggedBlock(latest.draft.toBytes(), HeadCodec.toBytes(latest.head));
    log.append(key, logged.toBytes());
    put(key, logged, changes);
  }

  /** Forgets what waits. */
  void clear() {
    heads.clear();
    forgetWaiting();
  }

  private void forgetWaiting() {
    waiting.clear();
    waitingIds = 0;
  }

  /** Takes changes as they were logged, in their order. */
  void restore(Collection<KeyValue<byte[], byte[]>> changes) {
    List<KeyValue<byte[], byte[]>> blocks = new ArrayList<>();
    for (KeyValue<byte[], byte[]> change : changes) {
      if (change.value != null) {
        blocks.add(change);
      } else {
        restoreBlocks(blocks); // among which may be the one that was dropped
        drop(change.key);
      }
    }
    restoreBlocks(blocks);
  }

  private void restoreBlocks(List<KeyValue<byte[], byte[]>> blocks) {
    if (!blocks.isEmpty()) {
      table.write(
          changes ->
              blocks.forEach(block -> put(block.key, LoggedBlock.fromBytes(block.value), changes)));
      blocks.clear();
    }
  }

  private void drop(byte[] key) {
    byte[] block = table.get(key);
    if (block != null) {
      table.write(changes -> delete(key, block, changes));
    }
  }

  /** Marks the place of an id that stands in a block. */
  private void replace(String partnerId, UUID id) {
    Place place = placeOf(partnerId, id);
    if (place != null) {
      byte[] key = IdKeys.block(partnerId, place.first);
      byte[] marked = blockAt(partnerId, place).without(place.index);
      log.append(key, marked);
      table.write(
          changes -> {
            changes.put(key, marked);
            changes.delete(IdKeys.index(partnerId, id));
          });
    }
  }

  private int idsOf(String partnerId, Consumer<UUID> ids) {
    int[] blocks = {0};
    table.ascend(
        IdKeys.block(partnerId, 0),
        IdKeys.block(partnerId, Long.MAX_VALUE),
        (key, value) -> {
          idsIn(new IdBlock(IdKeys.ordinal(key), value), ids);
          blocks[0]++;
          return true;
        });
    Waiting latest = waiting.get(partnerId);
    if (latest != null) {
      latest.draft.ids().forEach(ids);
    }
    return blocks[0];
  }

  private static void idsIn(IdBlock block, Consumer<UUID> ids) {
    for (int index = 0; index < block.size(); index++) {
      UUID id = block.id(index);
      if (id != null) {
        ids.accept(id);
      }
    }
  }

  private void dropBefore(String partnerId, Waiting latest, IdTable.Changes changes) {
    long before = latest.draft.first().ordinal() - 1;
    if (before / DROP_EVERY == latest.draft.last().ordinal() / DROP_EVERY) {
      return;
    }
    int[] dropped = {0};
    table.ascend(
        IdKeys.block(partnerId, 0),
        IdKeys.block(partnerId, latest.draft.first().ordinal()),
        (key, value) -> {
          IdBlock block = new IdBlock(IdKeys.ordinal(key), value);
          if (dropped[0] >= MOST_DROPPED || !block.isForgettableAfter(latest.head)) {
            return false;
          }
          dropped[0] += block.size();
          log.append(key, null);
          delete(key, value, changes);
          return true;
        });
  }

  private static void put(byte[] key, LoggedBlock logged, IdTable.Changes changes) {
    changes.put(key, logged.block());
    byte[] head = logged.head();
    if (head != null) {
      changes.put(IdKeys.head(key), head);
    }
    IdBlock block = new IdBlock(IdKeys.ordinal(key), logged.block());
    for (int index = 0; index < block.size(); index++) {
      UUID id = block.id(index);
      if (id != null) {
        changes.put(
            IdKeys.index(key, id),
            ByteBuffer.allocate(PLACE_BYTES)
                .putLong(block.firstOrdinal())
                .putShort((short) index)
                .array());
      }
    }
  }

  private static void delete(byte[] key, byte[] value, IdTable.Changes changes) {
    changes.delete(key);
    idsIn(new IdBlock(IdKeys.ordinal(key), value), id -> changes.delete(IdKeys.index(key, id)));
  }

  private @Nullable Place placeOf(String partnerId, UUID id) {
    byte[] value = table.get(IdKeys.index(partnerId, id));
    if (value == null) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(value);
    return new Place(in.getLong(), in.getShort());
  }

  private IdBlock blockAt(String partnerId, Place place) {
    byte[] block = table.get(IdKeys.block(partnerId, place.first));
    if (block == null) {
      throw new IllegalStateException("an id of " + partnerId + " is in a block that is not there");
    }
    return new IdBlock(place.first, block);
  }

  /** Where an id stands: the first ordinal of its block, and its index there. */
  private record Place(long first, int index) {}

  /** What a partner was given since the last write. */
  private static final class Waiting {
    final IdBlock.Draft draft = new IdBlock.Draft();
    Head head = Head.EMPTY;

    void add(UUID id, Remembered remembered, Head after) {
      draft.add(id, remembered);
      head = after;
    }
  }
}
