package io.orderwire.delivery.history;

/**
 * A place in one partner's history: after the item with this sequence, in this epoch.
 *
 * <p>Positions are ordered by epoch, then sequence: within a history epochs never go back, and what
 * an older epoch had beyond the start of a newer one is void.
 *
 * @param epoch the epoch, at least 0
 * @param sequence the sequence, at least 0; 0 is the place before the first item
 */
public record Position(int epoch, long sequence) implements Comparable<Position> {
  /** The place before the first item of a history that never had a conflict. */
  public static final Position START = new Position(0, 0);

  /** Checks the bounds. */
  public Position {
    if (epoch < 0 || sequence < 0) {
      throw new IllegalArgumentException(
          "epoch " + epoch + " or sequence " + sequence + " below 0");
    }
  }

  @Override
  public int compareTo(Position other) {
    int byEpoch = Integer.compare(epoch, other.epoch);
    return byEpoch != 0 ? byEpoch : Long.compare(sequence, other.sequence);
  }
}
