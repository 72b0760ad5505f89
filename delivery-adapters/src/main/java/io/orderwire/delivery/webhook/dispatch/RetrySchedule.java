package io.orderwire.delivery.webhook.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When a failed delivery is tried again. Whether it is, is not decided here.
 *
 * @param delays after the first failed attempt, the second and so on, each above zero; one more
 *     failure than there are delays exhausts the schedule. Empty for no retries
 * @param jitter how much of a delay is random to either side, 0 to 0.9
 */
public record RetrySchedule(List<Duration> delays, double jitter) {
  /** Ten attempts in about 75 hours and a half; the delays vary by 20 % to either side. */
  public static final RetrySchedule DEFAULT =
      new RetrySchedule(
          List.of(
              Duration.ofSeconds(5),
              Duration.ofMinutes(5),
              Duration.ofMinutes(30),
              Duration.ofHours(2),
              Duration.ofHours(5),
              Duration.ofHours(10),
              Duration.ofHours(14),
              Duration.ofHours(20),
              Duration.ofHours(24)),
          0.2);

  /** Checks the bounds. */
  public RetrySchedule {
    delays = List.copyOf(delays);
    if (!(jitter >= 0 && jitter <= 0.9)) {
      throw new IllegalArgumentException("jitter is " + jitter + ", not 0 to 0.9");
    }
    for (Duration delay : delays) {
      if (!delay.isPositive()) {
        throw new IllegalArgumentException("a delay is " + delay + ", not above zero");
      }
    }
  }

  /**
   * When the next attempt is due.
   *
   * @param attempts how many have failed, at least 1
   * @return empty where the schedule is exhausted
   */
  public Optional<Instant> next(int attempts, Instant now, RandomGenerator random) {
    if (attempts > delays.size()) {
      return Optional.empty();
    }
    double factor = 1 + jitter * (2 * random.nextDouble() - 1);
    long nanos = (long) (delays.get(attempts - 1).toNanos() * factor);
    return Optional.of(now.plusNanos(Math.max(1, nanos)));
  }
}
