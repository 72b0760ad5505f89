package io.orderwire.delivery.history;

/**
 * A place in one partner's history: after the item with this sequence, in this epoch.
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
      throw new IllegalArgumentException("epoch " + epoch + " or sequence " + sequence + " below 0");
    }
  }

  @Override
  public int compareTo(Position other) {
    int bySequence = Long.compare(sequence, other.sequence);
    return bySequence != 0 ? bySequence : Integer.compare(epoch, other.epoch);
  }
}
