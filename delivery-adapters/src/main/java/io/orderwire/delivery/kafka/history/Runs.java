package io.orderwire.delivery.kafka.history;

import io.orderwire.delivery.history.Position;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where items lie in the table. A run is so many items of one partner and epoch, from a multiple of
 * its length on. An item lies at its own key until its run is whole; then the run is folded into a
 * {@link Block} at the key of its last item, and the others' keys are removed in the same write. So
 * the items from some place on are found at the first key that is not before it, either way.
 *
 * <p>An item that is replaced stays in its block; one that is removed takes the block apart. A run
 * with a gap, or of large items, stays as it is.
 */
final class Runs {
  /** How many items a run has: as many as a page has by default. */
  static final int LENGTH = 100;

  /** A run with more bytes than this is not folded. */
  static final int MOST_BYTES = 256 << 10;

  private final SortedTable table;
  private final int length;

  Runs(SortedTable table, int length) {
    if (length < 1 || length > Short.MAX_VALUE) {
      throw new IllegalArgumentException("a run of " + length + " items");
    }
    this.table = table;
    this.length = length;
  }

  /** The first sequence of the run that a sequence is in. */
  long firstOf(long sequence) {
    return (sequence - 1) / length * length + 1;
  }

  /** The last sequence of the run that a sequence is in. */
  long lastOf(long sequence) {
    return firstOf(sequence) + length - 1;
  }

  /** The block that an item is in, if its run is folded. */
  @Nullable Block block(String partnerId, int epoch, long sequence) {
    byte[] value = table.get(key(partnerId, epoch, lastOf(sequence)));
    return value != null && Block.is(value) ? Block.of(value) : null;
  }

  /** As {@link #block}, but only if it is in memory. */
  @Nullable Block blockInMemory(String partnerId, int epoch, long sequence) {
    byte[] value = table.getInMemory(key(partnerId, epoch, lastOf(sequence)));
    return value != null && Block.is(value) ? Block.of(value) : null;
  }

  /** An item of a block, by its sequence. */
  StoredItem of(Block block, long sequence) {
    return block.get((int) (sequence - firstOf(sequence)));
  }

  /** The item, if it is there. Safe beside a writer. */
  @Nullable StoredItem find(String partnerId, int epoch, long sequence) {
    Block block = block(partnerId, epoch, sequence);
    if (block != null) {
      return of(block, sequence);
    }
    byte[] value = table.get(key(partnerId, epoch, sequence));
    if (value != null && !Block.is(value)) {
      return StoredItem.single(value);
    }
    Block since = block(partnerId, epoch, sequence); // Folded between the two.
    return since == null ? null : of(since, sequence);
  }

  /** Visits what is there from one sequence to another, ascending, until the visitor says false. */
  void ascend(String partnerId, int epoch, long from, long to, ItemVisitor visitor) {
    table.ascend(
        key(partnerId, epoch, from),
        key(partnerId, epoch + 1, 0),
        (key, value) -> {
          long sequence = Slots.sequenceOf(key);
          if (!Block.is(value)) {
            return sequence <= to && visitor.visit(sequence, StoredItem.single(value));
          }
          Block block = Block.of(value);
          long last = Math.min(to, sequence);
          for (long at = Math.max(from, firstOf(sequence)); at <= last; at++) {
            if (!visitor.visit(at, of(block, at))) {
              return false;
            }
          }
          return sequence < to;
        });
  }

  /** The highest sequence from one to another that is there; 0 if none is. */
  long highest(String partnerId, int epoch, long from, long to) {
    if (to < Long.MAX_VALUE && block(partnerId, epoch, to) != null) {
      return to;
    }
    long[] found = {0};
    table.descend(
        key(partnerId, epoch, to),
        key(partnerId, epoch, from),
        (key, _) -> {
          found[0] = Slots.sequenceOf(key);
          return false;
        });
    return found[0];
  }

  /** All items of the run of one that is not stored yet; none where another is missing. */
  List<StoredItem> wholeWith(String partnerId, Position position, StoredItem item) {
    long last = lastOf(position.sequence());
    List<StoredItem> items = new ArrayList<>(length);
    long first = firstOf(position.sequence());
    int[] bytes = {item.to()};
    table.ascend(
        key(partnerId, position.epoch(), first),
        key(partnerId, position.epoch(), last + 1),
        (key, value) -> {
          if (first + items.size() == position.sequence()) {
            items.add(item);
          }
          if (Slots.sequenceOf(key) != first + items.size()) {
            return false;
          }
          items.add(StoredItem.single(value));
          bytes[0] += value.length;
          return bytes[0] <= MOST_BYTES;
        });
    if (first + items.size() == position.sequence()) {
      items.add(item);
    }
    return items.size() == length && bytes[0] <= MOST_BYTES ? items : List.of();
  }

  static byte[] key(String partnerId, int epoch, long sequence) {
    return Slots.key(Slots.ITEM, partnerId, epoch, sequence);
  }

  /** Sees one item after the other. */
  @FunctionalInterface
  interface ItemVisitor {
    /** Sees an item; whether to go on. */
    boolean visit(long sequence, StoredItem item);
  }
}
