package io.orderwire.delivery.app;

import org.springframework.context.SmartLifecycle;

/**
 * Begins to take partitions over from other instances when this one's port is open: what it has,
 * nobody else answers for.
 */
final class Joining implements SmartLifecycle {
  private final Runnable join;
  private volatile boolean running;

  Joining(Runnable join) {
    this.join = join;
  }

  @Override
  public void start() {
    running = true;
    join.run();
  }

  /** It leaves when it is closed, after the last requests. */
  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Started after the web server, which has a lower phase. */
  @Override
  public int getPhase() {
    return DEFAULT_PHASE;
  }
}
