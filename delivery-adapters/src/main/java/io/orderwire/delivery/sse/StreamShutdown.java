package io.orderwire.delivery.sse;

import org.springframework.context.SmartLifecycle;

/** Ends all streams, with a {@code goaway}, when the service is told to stop. */
final class StreamShutdown implements SmartLifecycle {
  private final OpenStreams streams;
  private volatile boolean running;

  StreamShutdown(OpenStreams streams) {
    this.streams = streams;
  }

  @Override
  public void start() {
    running = true;
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
}
