package io.orderwire.delivery.command;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/** Cuts what is to be done into commands that the processor takes. Pure. */
public final class Batches {
  private Batches() {}

  /**
   * Erases slots.
   *
   * @param ranges disjoint
   * @return commands in the order of the ranges; none for no range
   */
  public static List<Command> erasing(List<SlotRange> ranges) {
    List<Command> commands = new ArrayList<>();
    List<SlotRange> batch = new ArrayList<>();
    long left = Command.MOST_SLOTS;
    for (SlotRange range : ranges) {
      long first = range.first();
      while (first <= range.last()) {
        long last = range.last() - first >= left ? first + left - 1 : range.last();
        batch.add(new SlotRange(range.epoch(), first, last));
        left -= last - first + 1;
        first = last + 1;
        if (left == 0) {
          commands.add(new Command.Erase(batch));
          batch.clear();
          left = Command.MOST_SLOTS;
        }
      }
    }
    if (!batch.isEmpty()) {
      commands.add(new Command.Erase(batch));
    }
    return commands;
  }

  /**
   * Trims a history.
   *
   * @param all from where to where there are items in each epoch, as {@link SlotIndex#all} says
   * @param oldest the oldest sequence that is kept now
   * @param before the oldest sequence to keep then
   * @return commands in their order; none where nothing is to be trimmed
   */
  public static List<Command.Trim> trimming(List<SlotRange> all, long oldest, long before) {
    // So many sequences hold no more slots, in whichever epochs; one may be begun meanwhile.
    long step = Math.max(1, Command.MOST_SLOTS / (all.size() + 1));
    List<Command.Trim> commands = new ArrayList<>();
    for (long from = oldest; from < before; from += step) {
      commands.add(new Command.Trim(before - from > step ? from + step : before));
    }
    return commands;
  }

  /** The slots with these sequences, in whichever epochs, neighbours together. */
  public static List<SlotRange> among(List<SlotRange> all, SortedSet<Long> sequences) {
    List<SlotRange> found = new ArrayList<>();
    for (SlotRange range : all) {
      for (long sequence : sequences.subSet(range.first(), range.last() + 1)) {
        append(found, range.epoch(), sequence);
      }
    }
    return found;
  }

  /** Adds a slot behind others, to the last of them if it follows that. */
  public static void append(List<SlotRange> ranges, int epoch, long sequence) {
    if (!ranges.isEmpty()
        && ranges.getLast().epoch() == epoch
        && ranges.getLast().last() == sequence - 1) {
      ranges.add(new SlotRange(epoch, ranges.removeLast().first(), sequence));
    } else {
      ranges.add(new SlotRange(epoch, sequence, sequence));
    }
  }
}
