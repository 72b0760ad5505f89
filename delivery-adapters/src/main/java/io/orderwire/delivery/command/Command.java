package io.orderwire.delivery.command;

import java.util.List;

/** What is to be done to a partner's history. */
public sealed interface Command {
  /** How many slots one command may erase or trim. */
  int MOST_SLOTS = 10_000;

  /** The name in the record of changes. */
  String wireName();

  /**
   * Goes on in the next epoch; older slots from there on are void.
   *
   * @param from the next sequence, at least 1 and at most one past the newest
   */
  record NewEpoch(long from) implements Command {
    @Override
    public String wireName() {
      return "new_epoch";
    }
  }

  /**
   * Removes the oldest slots, at most {@link #MOST_SLOTS} of them.
   *
   * @param before the oldest sequence to keep, at least 1
   */
  record Trim(long before) implements Command {
    @Override
    public String wireName() {
      return "trim";
    }
  }

  /**
   * Takes the content out of slots, also of void ones; those that do not exist are skipped.
   *
   * @param ranges at least one, with at most {@link #MOST_SLOTS} slots in all
   */
  record Erase(List<SlotRange> ranges) implements Command {
    /** Makes the ranges unmodifiable. */
    public Erase {
      ranges = List.copyOf(ranges);
    }

    @Override
    public String wireName() {
      return "erase";
    }
  }
}
