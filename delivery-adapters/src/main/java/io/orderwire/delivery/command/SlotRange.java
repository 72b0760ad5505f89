package io.orderwire.delivery.command;

/**
 * Slots of one epoch of a history, both ends included.
 *
 * @param epoch the epoch, at least 0
 * @param first the first sequence, at least 1
 * @param last the last sequence, at least {@code first}
 */
public record SlotRange(int epoch, long first, long last) {
  /** Checks the bounds. */
  public SlotRange {
    if (epoch < 0 || first < 1 || last < first) {
      throw new IllegalArgumentException("no slots: epoch " + epoch + ", " + first + "-" + last);
    }
  }

  /** How many slots they are. */
  public long size() {
    return last - first + 1;
  }
}
