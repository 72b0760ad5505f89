package io.orderwire.delivery.webhook.dispatch;

import java.time.Duration;

/**
 * The operator's settings of all dispatches.
 *
 * @param windowItems the most items of an endpoint that are held in memory, 1 to 100,000
 * @param windowBytes with this many bytes of them no more are read, so that one read more than this
 *     is the most that is held; at least 1
 * @param firstConcurrency how many requests may be in flight before the first has succeeded, unless
 *     the endpoint allows fewer; at least 1
 * @param breakerFailures after this many failures in a row the circuit breaker opens, at least 1
 * @param reopenFailures and after this many while requests are ramped up, at least 1
 * @param rampRate requests a second with which ramping up begins, at least 1
 * @param rampDoubling in what time that rate doubles
 * @param rampLength how long the rate is bounded
 * @param retryAfterBound the longest {@code Retry-After} that is honoured
 * @param healthWindow over what time the error rate is taken, at least 1 second
 * @param mostParked the most items that are set aside, at least 0
 */
public record Tuning(
    int windowItems,
    long windowBytes,
    int firstConcurrency,
    int breakerFailures,
    int reopenFailures,
    int rampRate,
    Duration rampDoubling,
    Duration rampLength,
    Duration retryAfterBound,
    Duration healthWindow,
    int mostParked) {

  /** What holds where an operator says nothing. */
  public static final Tuning DEFAULT =
      new Tuning(
          1_000,
          4 << 20,
          1,
          10,
          3,
          5,
          Duration.ofSeconds(5),
          Duration.ofSeconds(60),
          Duration.ofHours(24),
          Duration.ofMinutes(5),
          1_000);

  /** Checks the bounds. */
  public Tuning {
    if (windowItems < 1
        || windowItems > 100_000
        || windowBytes < 1
        || firstConcurrency < 1
        || breakerFailures < 1
        || reopenFailures < 1
        || rampRate < 1
        || !rampDoubling.isPositive()
        || rampLength.isNegative()
        || retryAfterBound.isNegative()
        || healthWindow.toSeconds() < 1
        || mostParked < 0) {
      throw new IllegalArgumentException("a setting is out of its bounds");
    }
  }
}
