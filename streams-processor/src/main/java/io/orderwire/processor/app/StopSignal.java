package io.orderwire.processor.app;

import io.orderwire.processor.history.topology.Pause;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ends every wait when the process is to stop. Safe for threads. */
final class StopSignal implements Pause {
  private final CountDownLatch stopped = new CountDownLatch(1);

  /** Ends all waits, present and later. */
  void stop() {
    stopped.countDown();
  }

  @Override
  public boolean pause(Duration duration) {
    try {
      return !stopped.await(duration.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
