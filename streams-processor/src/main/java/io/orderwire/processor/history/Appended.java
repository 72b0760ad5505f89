package io.orderwire.processor.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The event is the newest of the history.
 *
 * @param head the head after it
 * @param remembered what the window keeps of its id
 * @param opening the header to write before it, if the history begins with it
 */
public record Appended(Head head, Remembered remembered, @Nullable Header opening)
    implements AppendResult {

  /** Where it stands. */
  public Slot slot() {
    return remembered.slot();
  }

  /** Its record time. */
  public Instant recordedAt() {
    return remembered.recordedAt();
  }
}
