package io.orderwire.processor.history;

/**
 * What holds for an epoch as a whole. Written when a history begins, is trimmed, or gets a new
 * epoch; so its newest sequence is the newest at that moment.
 *
 * @param epoch the epoch it stands in
 * @param firstSequence the epoch's first sequence
 * @param oldestSequence the oldest sequence that is kept, over all epochs
 * @param newestSequence the newest sequence when it was written
 */
public record Header(int epoch, long firstSequence, long oldestSequence, long newestSequence) {

  /** The slot it is stored in. */
  public Slot slot() {
    return new Slot(epoch, 0);
  }
}
