package io.orderwire.processor.history.topology;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Filters of the ids of partners that have events now, so that an id that was never there, as
 * nearly all are, need not be looked up. Bounded: the partner whose turn was longest ago loses its
 * filter, and gets one again once it has had enough look-ups to pay for reading its ids. For one
 * thread.
 */
final class IdFilters {
  /** How many ids of a block are read in the time of one look-up. */
  private static final int IDS_FOR_A_LOOKUP = 64;

  /** How many are read in the time that it takes to come to the next block. */
  private static final int IDS_FOR_A_BLOCK = IDS_FOR_A_LOOKUP / 3;

  private static final int MOST_READ = 1 << 20;
  private static final int OVERHEAD_BYTES = 200;

  private final long mostBytes;
  private final Map<String, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;
  private long idsRead = IDS_FOR_A_LOOKUP;
  private long blocksRead = 1;

  /** Gives all ids of a partner. */
  @FunctionalInterface
  interface Ids {
    /** Gives them, and tells out of how many blocks they were read. */
    int of(String partnerId, Consumer<UUID> ids);
  }

  /**
   * No filter yet.
   *
   * @param mostBytes how much memory they may take, about
   */
  IdFilters(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /**
   * Whether a partner may have had an id.
   *
   * @param had how many ids it has about, exactly 0 if it has none
   */
  boolean mayHave(String partnerId, UUID id, long had, Ids all) {
    Kept of = kept.get(partnerId);
    if (of == null) {
      of = new Kept();
      kept.put(partnerId, of);
      bytes += OVERHEAD_BYTES;
      evict();
    }
    if (of.filter == null) {
      if (of.lookups * IDS_FOR_A_LOOKUP < costOfReading(had)) {
        of.lookups++;
        return true;
      }
      fill(partnerId, of, Math.toIntExact(had), all);
    }
    return of.filter == null || of.filter.mayHave(id);
  }

  /** Takes note of an id that a partner has from now on; it is among all of its ids already. */
  void add(String partnerId, UUID id, Ids all) {
    Kept of = kept.get(partnerId);
    if (of == null || of.filter == null) {
      return;
    }
    if (of.filter.isFull()) {
      fill(partnerId, of, of.filter.capacity() + 1, all);
    } else {
      of.filter.add(id);
    }
  }

  /** In ids of a block; what is not known before is how many blocks a partner's ids are in. */
  private long costOfReading(long ids) {
    return ids + ids * blocksRead / idsRead * IDS_FOR_A_BLOCK;
  }

  private void fill(String partnerId, Kept of, int ids, Ids all) {
    IdFilter filter = new IdFilter(ids);
    if (ids > 0) {
      blocksRead += all.of(partnerId, filter::add);
      idsRead += filter.added();
      forgetHalf();
    }
    bytes += filter.bytes() - (of.filter == null ? 0 : of.filter.bytes());
    of.filter = filter;
    evict();
  }

  /** Partners that were read lately tell more about the next one. */
  private void forgetHalf() {
    if (idsRead > MOST_READ) {
      idsRead = Math.max(1, idsRead / 2);
      blocksRead /= 2;
    }
  }

  private void evict() {
    Iterator<Map.Entry<String, Kept>> oldest = kept.entrySet().iterator();
    while (bytes > mostBytes && oldest.hasNext()) {
      Kept doomed = oldest.next().getValue();
      bytes -= OVERHEAD_BYTES + (doomed.filter == null ? 0 : doomed.filter.bytes());
      oldest.remove();
    }
  }

  private static final class Kept {
    @Nullable IdFilter filter;
    long lookups;
  }
}
