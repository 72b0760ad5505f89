package io.orderwire.delivery.http;

import org.springframework.context.SmartLifecycle;

/**
 * Ends what is passed on and would last, when the service is told to stop: the web server waits for
 * its requests.
 */
public final class ForwardingEnd implements SmartLifecycle {
  private final Forwarding forwarding;
  private volatile boolean running;

  /** Of this one. */
  public ForwardingEnd(Forwarding forwarding) {
    this.forwarding = forwarding;
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    forwarding.endLasting();
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
