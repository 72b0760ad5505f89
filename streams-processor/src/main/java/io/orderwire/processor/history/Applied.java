package io.orderwire.processor.history;

import java.time.Instant;
import java.util.List;

/**
 * The command took effect.
 *
 * @param head the head after it
 * @param remembered what the window keeps of its id
 * @param changes what is written to the history, in this order; may be empty
 */
public record Applied(Head head, Remembered remembered, List<Change> changes)
    implements CommandResult {

  public Applied {
    changes = List.copyOf(changes);
  }

  /** The command's record time. */
  public Instant recordedAt() {
    return remembered.recordedAt();
  }
}
