package io.orderwire.delivery.webhook;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * An endpoint's limits.
 *
 * @param maxInFlight the most requests at once, 1 to 100; 1 with {@link Order#PARTNER} whatever it
 *     says
 * @param requestsPerSecond the most requests a second, 1 to 10,000; empty for no limit
 * @param requestsPerMinute the most requests a minute, 1 to 600,000; empty for no limit. The lower
 *     of both rates holds
 * @param maxBodyBytes the most bytes of body, 1 KiB to 1 MiB; what is larger becomes thin
 * @param timeout for the whole of a request, 1 to 30 seconds
 * @param triggerAboveLag a backlog above this many items is replaced by one trigger, 100 to
 *     1,000,000; empty for never
 */
public record Limits(
    int maxInFlight,
    OptionalInt requestsPerSecond,
    OptionalInt requestsPerMinute,
    int maxBodyBytes,
    Duration timeout,
    OptionalInt triggerAboveLag) {
  /** What holds where a partner says nothing. */
  public static final Limits DEFAULT =
      new Limits(
          10,
          OptionalInt.empty(),
          OptionalInt.empty(),
          1 << 18,
          Duration.ofSeconds(15),
          OptionalInt.empty());

  private static final double SECONDS_A_MINUTE = 60;

  /** Checks the bounds. */
  public Limits {
    check("max_in_flight", maxInFlight, 1, 100);
    requestsPerSecond.ifPresent(value -> check("requests_per_second", value, 1, 10_000));
    requestsPerMinute.ifPresent(value -> check("requests_per_minute", value, 1, 600_000));
    check("max_body_bytes", maxBodyBytes, 1 << 10, 1 << 20);
    check("timeout_seconds", timeout.toSeconds(), 1, 30);
    triggerAboveLag.ifPresent(value -> check("trigger_above_lag", value, 100, 1_000_000));
  }

  /** The most requests a second by either rate, which may be less than one; infinite for any. */
  public double rate() {
    return Math.min(
        requestsPerSecond.isPresent() ? requestsPerSecond.getAsInt() : Double.POSITIVE_INFINITY,
        requestsPerMinute.isPresent()
            ? requestsPerMinute.getAsInt() / SECONDS_A_MINUTE
            : Double.POSITIVE_INFINITY);
  }

  /** The same at no more than a rate of requests a minute; empty for any. */
  Limits atMost(OptionalInt perMinute) {
    OptionalInt lower =
        requestsPerMinute.isPresent() && perMinute.isPresent()
            ? OptionalInt.of(Math.min(requestsPerMinute.getAsInt(), perMinute.getAsInt()))
            : requestsPerMinute.isPresent() ? requestsPerMinute : perMinute;
    return new Limits(
        maxInFlight, requestsPerSecond, lower, maxBodyBytes, timeout, triggerAboveLag);
  }

  private static void check(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(name + " is " + value + ", not " + least + " to " + most);
    }
  }
}
