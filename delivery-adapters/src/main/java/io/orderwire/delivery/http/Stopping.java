package io.orderwire.delivery.http;

import java.util.function.BooleanSupplier;
import org.springframework.context.SmartLifecycle;

/**
 * Whether the service has been told to stop, so that requests that only wait end by themselves. It
 * is told before the web server begins to wait for its requests. Safe for use by many threads.
 */
public final class Stopping implements SmartLifecycle, BooleanSupplier {
  private volatile boolean running;
  private volatile boolean stopping;

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    stopping = true;
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public boolean getAsBoolean() {
    return stopping;
  }

  /** The highest of all: the first to be stopped. */
  @Override
  public int getPhase() {
    return DEFAULT_PHASE;
  }
}
