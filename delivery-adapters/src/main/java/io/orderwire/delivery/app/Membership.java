package io.orderwire.delivery.app;

import org.springframework.context.SmartLifecycle;

/**
 * Begins to take partitions over from other instances when this one's port is open: what it has,
 * nobody else answers for. Gives them away before this instance waits for its last requests, since
 * one caller who reads slowly must not have all others wait.
 */
final class Membership implements SmartLifecycle {
  private final Runnable join;
  private final Runnable leave;
  private volatile boolean running;

  Membership(Runnable join, Runnable leave) {
    this.join = join;
    this.leave = leave;
  }

  @Override
  public void start() {
    running = true;
    join.run();
  }

  @Override
  public void stop() {
    running = false;
    leave.run();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /**
   * Started after the web server, and stopped before its graceful shutdown, which both have lower
   * phases; stopped after streams have been told to go and webhooks have ended, which both have the
   * highest.
   */
  @Override
  public int getPhase() {
    return DEFAULT_PHASE - 1;
  }
}
