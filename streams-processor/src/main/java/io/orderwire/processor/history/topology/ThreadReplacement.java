package io.orderwire.processor.history.topology;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when a stream thread fails. Its transaction is aborted and nothing is skipped, so a
 * new thread makes the same records again: that heals what came from outside, such as a broker that
 * restarts. What fails again and again is a fault that a new thread does not heal: after {@value
 * #MOST} failures within 10 minutes the process stops, so that it is seen. A refusal and a stop are
 * final at once.
 */
final class ThreadReplacement implements StreamsUncaughtExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ThreadReplacement.class);
  private static final Duration WITHIN = Duration.ofMinutes(10);
  static final int MOST = 10;

  private final InstantSource clock;
  private final Deque<Instant> failures = new ArrayDeque<>();

  ThreadReplacement(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized StreamThreadExceptionResponse handle(Throwable failure) {
    for (@Nullable Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof RefusedToStartException) {
        LOG.error("The processor stops: {}", t.getMessage());
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
      }
      if (t instanceof StoppedWaitingException) {
        LOG.info("A partition stops: {}", t.getMessage());
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
      }
      if (t instanceof Error) {
        LOG.error("The processor stops", failure);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
      }
    }
    Instant now = clock.instant();
    failures.addLast(now);
    while (failures.getFirst().isBefore(now.minus(WITHIN))) {
      failures.removeFirst();
    }
    if (failures.size() > MOST) {
      LOG.error("The processor stops after {} failures", failures.size(), failure);
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    LOG.error("A stream thread failed and is replaced", failure);
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }
}
