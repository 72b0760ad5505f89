package io.orderwire.processor.app;

import io.orderwire.processor.history.topology.Pause;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Real time, until the process is told to stop. Safe for use by many threads. */
final class StoppablePause implements Pause {
  private final CountDownLatch stopped = new CountDownLatch(1);

  @Override
  public boolean pause(Duration duration) {
    try {
      return !stopped.await(duration.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  void stop() {
    stopped.countDown();
  }
}
