package io.orderwire.processor.history;

/**
 * A place in a partner's history.
 *
 * @param epoch the epoch, from 0
 * @param sequence the sequence, from 1; 0 is the place of the epoch's {@link Header}
 */
public record Slot(int epoch, long sequence) {

  public Slot {
    if (epoch < 0 || sequence < 0) {
      throw new IllegalArgumentException("no slot: epoch " + epoch + ", sequence " + sequence);
    }
  }
}
