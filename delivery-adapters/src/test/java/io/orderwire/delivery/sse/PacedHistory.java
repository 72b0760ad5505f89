package io.orderwire.delivery.sse;

import io.orderwire.delivery.history.MemoryHistory;
import io.orderwire.delivery.history.OtherHistory;
import java.time.Duration;
import java.util.function.Consumer;

/** A history in which a wait takes no real time, but moves a clock. */
final class PacedHistory extends OtherHistory {
  private final Consumer<Duration> clock;

  PacedHistory(MemoryHistory memory, Consumer<Duration> clock) {
    super(memory);
    this.clock = clock;
  }

  @Override
  public boolean awaitAfter(String partnerId, long sequence, Duration timeout) {
    if (extent(partnerId).newest().sequence() <= sequence) {
      clock.accept(timeout);
    }
    return extent(partnerId).newest().sequence() > sequence;
  }
}
