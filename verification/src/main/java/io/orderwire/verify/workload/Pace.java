package io.orderwire.verify.workload;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When sends are due: as a Poisson process, whose rate is the usual one for a while, then that of a
 * burst or, as often, none.
 */
final class Pace {
  private static final double NANOS_PER_SECOND = 1e9;

  private final RandomGenerator random;
  private final Mix mix;
  private final double usual;
  private double now;
  private double phaseEnd;
  private double rate;

  /**
   * Begins in a steady phase.
   *
   * @param share of the mix's rate, above 0 and up to 1
   */
  Pace(RandomGenerator random, Mix mix, double share) {
    this.random = random;
    this.mix = mix;
    this.usual = mix.perSecond() * share;
    this.rate = usual;
    this.phaseEnd = exponential(seconds(mix.steady()));
  }

  Duration next() {
    while (true) {
      double gap = rate == 0 ? Double.POSITIVE_INFINITY : exponential(1 / rate);
      if (now + gap < phaseEnd) {
        now += gap;
        return Duration.ofNanos((long) (now * NANOS_PER_SECOND));
      }
      now = phaseEnd;
      nextPhase();
    }
  }

  private void nextPhase() {
    if (rate != usual) {
      rate = usual;
      phaseEnd += exponential(seconds(mix.steady()));
      return;
    }
    rate = random.nextBoolean() ? usual * mix.burst() : 0;
    phaseEnd += exponential(seconds(mix.disturbed()));
  }

  private double exponential(double mean) {
    return -mean * StrictMath.log(1 - random.nextDouble());
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / NANOS_PER_SECOND;
  }
}
