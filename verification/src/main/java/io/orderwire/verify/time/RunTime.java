package io.orderwire.verify.time;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The real time of a run, which begins when this is made, and anew with {@link #begin}. */
public final class RunTime implements Time {
  private final LongSupplier nanos;
  private final CountDownLatch end = new CountDownLatch(1);
  private volatile long beginning;

  /** By this clock, as {@code System::nanoTime}. */
  public RunTime(LongSupplier nanos) {
    this.nanos = nanos;
    this.beginning = nanos.getAsLong();
  }

  /** The run begins now. */
  public void begin() {
    beginning = nanos.getAsLong();
  }

  /** Gives the sign to end. */
  public void end() {
    end.countDown();
  }

  @Override
  public Duration now() {
    return Duration.ofNanos(nanos.getAsLong() - beginning);
  }

  @Override
  public boolean isOver() {
    return end.getCount() == 0;
  }

  @Override
  public boolean sleep(Duration time) throws InterruptedException {
    return !end.await(time.toNanos(), TimeUnit.NANOSECONDS);
  }
}
