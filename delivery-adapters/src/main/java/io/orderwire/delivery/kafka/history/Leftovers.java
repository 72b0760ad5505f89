package io.orderwire.delivery.kafka.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whose content was erased or trimmed in one partition's table, and may still be in files of it:
 * what is replaced there stays until its file is merged with the one that replaces it. Kept in the
 * table itself, so that a restart does not forget it. For one thread at a time.
 */
final class Leftovers {
  /** With more partners than this the table is merged as a whole. */
  private static final int MOST_RANGES = 32;

  private static final byte[] NOTHING = {};
  private static final byte[] KINDS_WITH_CONTENT = {Slots.ITEM, Slots.INCIDENT, Slots.ORDER};

  /** The number of each partner's last change, so that one that comes meanwhile is not lost. */
  private final Map<String, Long> partners = new HashMap<>();

  private long changes;

  /** What the table tells. */
  Leftovers(SortedTable table) {
    table.ascend(
        new byte[] {Slots.LEFTOVER},
        new byte[] {Slots.LEFTOVER + 1},
        (key, _) -> {
          partners.put(Slots.partnerOf(key), changes);
          return true;
        });
  }

  /** Something of the partner's is replaced with the next write. */
  void add(String partnerId, TableWriter table) {
    changes++;
    if (partners.put(partnerId, changes) == null) {
      table.put(Slots.partner(Slots.LEFTOVER, partnerId), NOTHING);
    }
  }

  /** Whose, with what {@link #remove} needs to know. */
  Map<String, Long> all() {
    return Map.copyOf(partners);
  }

  /** Nothing is left of these, unless more was added since. */
  void remove(Map<String, Long> gone, TableWriter table) {
    gone.forEach(
        (partnerId, change) -> {
          if (partners.remove(partnerId, change)) {
            table.delete(Slots.partner(Slots.LEFTOVER, partnerId));
          }
        });
  }

  /** Where the content of these partners lies; empty for the whole table. */
  static List<KeyRange> ranges(Set<String> partners) {
    if (partners.size() > MOST_RANGES) {
      return List.of();
    }
    List<KeyRange> ranges = new ArrayList<>();
    for (String partnerId : partners) {
      for (byte kind : KINDS_WITH_CONTENT) {
        byte[] from = Slots.partner(kind, partnerId);
        byte[] end = from.clone();
        end[end.length - 1]++;
        ranges.add(new KeyRange(from, end));
      }
    }
    return ranges;
  }

  /**
   * Some keys.
   *
   * @param from the first
   * @param end not below the last
   */
  record KeyRange(byte[] from, byte[] end) {}
}
