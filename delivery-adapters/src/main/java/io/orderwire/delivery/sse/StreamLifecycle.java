package io.orderwire.delivery.sse;

import java.time.Duration;
import org.springframework.context.SmartLifecycle;

/**
 * Gives streams their turn in time, and ends all of them, with a {@code goaway}, when the service
 * is told to stop. They have their turns until it is closed.
 */
final class StreamLifecycle implements SmartLifecycle, AutoCloseable {
  private static final Duration TICK = Duration.ofMillis(100);

  private final OpenStreams streams;
  private final Pause pause;
  private final Thread ticking;
  private volatile boolean running;

  StreamLifecycle(OpenStreams streams, Pause pause) {
    this.streams = streams;
    this.pause = pause;
    ticking = Thread.ofPlatform().daemon().name("sse-clock").unstarted(this::tick);
  }

  private void tick() {
    try {
      while (true) {
        pause.await(TICK);
        streams.tick();
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  @Override
  public void start() {
    running = true;
    if (ticking.getState() == Thread.State.NEW) {
      ticking.start();
    }
  }

  @Override
  public void stop() {
    running = false;
    streams.closeAll();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Stopped before the web server's graceful shutdown, which has a lower phase. */
  @Override
  public int getPhase() {
    return DEFAULT_PHASE;
  }

  @Override
  public void close() {
    ticking.interrupt();
  }
}
