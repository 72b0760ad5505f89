package io.orderwire.processor.history;

import java.util.List;

/** What an operator may do to a history. */
public sealed interface Command {

  /**
   * Takes the content out of slots, also of void ones; slots that do not exist are skipped.
   *
   * @param ranges 1 or more, at most {@link Rules#MAX_SLOTS_PER_COMMAND} slots in all
   */
  record Erase(List<SlotRange> ranges) implements Command {
    public Erase {
      ranges = List.copyOf(ranges);
    }
  }

  /**
   * Removes the oldest slots, at most {@link Rules#MAX_SLOTS_PER_COMMAND} of them.
   *
   * @param beforeSequence the oldest sequence to keep, at least 1; clamped to the newest + 1
   */
  record Trim(long beforeSequence) implements Command {}

  /**
   * Goes on in the next epoch; older slots from there on are void, and their events may be
   * published again.
   *
   * @param fromSequence the next sequence, 1 to the newest + 1
   */
  record NewEpoch(long fromSequence) implements Command {}

  /** Slots of one epoch, both ends included; unchecked, as it was received. */
  record SlotRange(int epoch, long first, long last) {}
}
