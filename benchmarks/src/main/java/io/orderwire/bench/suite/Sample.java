package io.orderwire.bench.suite;

import java.util.Arrays;
import java.util.List;

/**
 * What one side had in one round.
 *
 * @param values one for each of the row's metrics, in their order; positive
 */
public record Sample(List<Double> values) {
  /** Takes a copy. */
  public Sample {
    values = List.copyOf(values);
    if (values.stream().anyMatch(value -> !(value > 0 && value < Double.POSITIVE_INFINITY))) {
      throw new IllegalArgumentException("a measured value is positive, not of " + values);
    }
  }

  /** The values given. */
  public static Sample of(double... values) {
    return new Sample(Arrays.stream(values).boxed().toList());
  }
}
