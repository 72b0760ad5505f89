package io.orderwire.processor.history;

import java.time.Instant;

/**
 * An accepted id in a partner's window.
 *
 * @param ordinal the how-manieth accepted id of the partner it was, from 1, over all epochs
 * @param content the hash of its content
 * @param recordedAt its record time
 * @param slot where the event stands; a command has sequence 0
 */
public record Remembered(long ordinal, ContentHash content, Instant recordedAt, Slot slot) {

  /** Whether it counts no more for any arrival after this head, and so may be forgotten. */
  public boolean isForgettableAfter(Head head) {
    return !isWithinWindow(head, head.recordTime()) || isVoid(head);
  }

  /** Whether a repeated id is to be judged by it, for an arrival at this record time. */
  boolean countsFor(Head head, Instant recordTime) {
    return isWithinWindow(head, recordTime) && !isVoid(head);
  }

  private boolean isWithinWindow(Head head, Instant recordTime) {
    return head.accepted() - ordinal < Rules.WINDOW_IDS
        && !recordTime.isAfter(recordedAt.plus(Rules.WINDOW));
  }

  /** The event of a slot that a later epoch made void may be published again. */
  private boolean isVoid(Head head) {
    return slot.sequence() > 0 && head.isVoid(slot);
  }
}
