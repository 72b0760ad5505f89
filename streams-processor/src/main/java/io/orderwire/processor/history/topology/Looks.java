package io.orderwire.processor.history.topology;

import java.time.Duration;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * A look at something each time some time of day has passed, only while it is needed: each makes
 * the thread end a transaction. Used by the task's thread.
 */
final class Looks {
  private final ProcessorContext<?, ?> context;
  private final Duration every;
  private final Runnable look;
  private @Nullable Cancellable scheduled;

  Looks(ProcessorContext<?, ?> context, Duration every, Runnable look) {
    this.context = context;
    this.every = every;
    this.look = look;
  }

  /** Begins, unless it has begun. */
  void begin() {
    if (scheduled == null) {
      scheduled = context.schedule(every, PunctuationType.WALL_CLOCK_TIME, timestamp -> look.run());
    }
  }

  /** Ends, if it has begun. */
  void end() {
    Cancellable ended = scheduled;
    if (ended != null) {
      ended.cancel();
      scheduled = null;
    }
  }
}
