package io.orderwire.verify.time;

import java.time.Duration;

/** Time that passes when somebody sleeps. */
public final class FakeTime implements Time {
  private Duration now = Duration.ZERO;
  private boolean over;

  public synchronized void pass(Duration time) {
    now = now.plus(time);
  }

  public synchronized void end() {
    over = true;
  }

  @Override
  public synchronized Duration now() {
    return now;
  }

  @Override
  public synchronized boolean isOver() {
    return over;
  }

  @Override
  public synchronized boolean sleep(Duration time) {
    if (!over) {
      now = now.plus(time);
    }
    return !over;
  }
}
