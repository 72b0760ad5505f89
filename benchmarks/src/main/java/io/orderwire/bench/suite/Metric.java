package io.orderwire.bench.suite;

import java.util.Optional;

/**
 * One number of a row.
 *
 * @param name what it is, such as {@code p99}; empty where the row has no other number
 * @param unit such as {@code req/s}
 * @param goal for the ratio to the baseline or the number itself; empty where it is only told
 */
public record Metric(String name, String unit, Optional<Goal> goal) {
  /** A number of which more is better. */
  public static Metric atLeast(double ratio, String name, String unit) {
    return new Metric(name, unit, Optional.of(new Goal.AtLeast(ratio)));
  }

  /** A number of which less is better. */
  public static Metric atMost(double ratio, String name, String unit) {
    return new Metric(name, unit, Optional.of(new Goal.AtMost(ratio)));
  }

  /** A number of which less is better, with a goal for itself, whatever the baseline has. */
  public static Metric valueAtMost(double bound, String name, String unit) {
    return new Metric(name, unit, Optional.of(new Goal.ValueAtMost(bound, unit)));
  }

  /** A number without a goal. */
  public static Metric told(String name, String unit) {
    return new Metric(name, unit, Optional.empty());
  }
}
