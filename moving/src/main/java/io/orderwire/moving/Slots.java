package io.orderwire.moving;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the slots of histories hold by their last records: 8 bytes for each slot. Sequences are
 * dense, so they are places in arrays.
 */
final class Slots {
  private final Map<String, Partner> partners = new HashMap<>();

  private static final class Partner {
    private final Map<Integer, long[]> epochs = new TreeMap<>();
    private long oldest = 1;
  }

  /**
   * Notes a slot.
   *
   * @param sequence 0 is the epoch's header
   * @param content 0 where the slot was removed
   */
  void put(String partnerId, int epoch, long sequence, long content) {
    int at = Math.toIntExact(sequence);
    Map<Integer, long[]> epochs = partner(partnerId).epochs;
    long[] slots = epochs.computeIfAbsent(epoch, number -> new long[16]);
    if (at >= slots.length) {
      slots = Arrays.copyOf(slots, Math.max(at + 1, slots.length + slots.length / 2));
      epochs.put(epoch, slots);
    }
    slots[at] = content;
  }

  /** Notes that a header says what a partner's oldest item is. */
  void oldest(String partnerId, long sequence) {
    Partner partner = partner(partnerId);
    partner.oldest = Math.max(partner.oldest, sequence);
  }

  private Partner partner(String partnerId) {
    return partners.computeIfAbsent(partnerId, id -> new Partner());
  }

  /** How many slots hold something. */
  long count() {
    return partners.values().stream()
        .flatMap(partner -> partner.epochs.values().stream())
        .flatMapToLong(Arrays::stream)
        .filter(content -> content != 0)
        .count();
  }

  /** How many partners have a history. */
  int partners() {
    return partners.size();
  }

  /** Partners whose slots differ from others', with the first such slot; none if all are equal. */
  List<String> differences(Slots others) {
    List<String> differences = new ArrayList<>();
    Map<String, Partner> all = new TreeMap<>(partners);
    all.putAll(others.partners);
    for (String partnerId : all.keySet()) {
      Partner mine = partners.getOrDefault(partnerId, new Partner());
      Partner theirs = others.partners.getOrDefault(partnerId, new Partner());
      Map<Integer, long[]> epochs = new TreeMap<>(mine.epochs);
      epochs.putAll(theirs.epochs);
      for (Integer epoch : epochs.keySet()) {
        long at = firstDifference(mine.epochs.get(epoch), theirs.epochs.get(epoch));
        if (at >= 0) {
          differences.add(partnerId + ", epoch " + epoch + ", sequence " + at);
          break;
        }
      }
    }
    return differences;
  }

  private static long firstDifference(long @Nullable [] mine, long @Nullable [] theirs) {
    int length = Math.max(mine == null ? 0 : mine.length, theirs == null ? 0 : theirs.length);
    for (int at = 0; at < length; at++) {
      if (content(mine, at) != content(theirs, at)) {
        return at;
      }
    }
    return -1;
  }

  private static long content(long @Nullable [] slots, int at) {
    return slots == null || at >= slots.length ? 0 : slots[at];
  }

  /**
   * Places where a slot is missing although a later one of its epoch is there, and that were not
   * trimmed.
   */
  List<String> gaps() {
    List<String> gaps = new ArrayList<>();
    new TreeMap<>(partners)
        .forEach(
            (partnerId, partner) -> {
              for (Integer epoch : partner.epochs.keySet()) {
                long[] slots = Objects.requireNonNull(partner.epochs.get(epoch));
                int first = epoch == 0 ? 1 : firstPresent(slots);
                int last = lastPresent(slots);
                for (int at = (int) Math.max(first, partner.oldest); at < last; at++) {
                  if (slots[at] == 0) {
                    gaps.add(partnerId + ", epoch " + epoch + ", sequence " + at);
                    break;
                  }
                }
              }
            });
    return gaps;
  }

  private static int firstPresent(long[] slots) {
    int at = 1;
    while (at < slots.length && slots[at] == 0) {
      at++;
    }
    return at;
  }

  private static int lastPresent(long[] slots) {
    int at = slots.length - 1;
    while (at > 0 && slots[at] == 0) {
      at--;
    }
    return at;
  }
}
