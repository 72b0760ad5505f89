package io.orderwire.bench.report;

import io.orderwire.bench.suite.Metric;
import io.orderwire.bench.suite.Result;
import java.util.Locale;

/** How numbers and names are written. */
final class Numbers {
  private static final double LARGE = 100;

  private Numbers() {}

  /** Three digits or more, as many as are worth reading. */
  static String value(double value, String unit) {
    return String.format(Locale.ROOT, value >= LARGE ? "%,.0f %s" : "%.2f %s", value, unit);
  }

  static String ratio(double ratio) {
    return String.format(Locale.ROOT, "%.2f", ratio);
  }

  static String name(Result result, Metric metric) {
    return metric.name().isEmpty() ? result.row() : result.row() + " " + metric.name();
  }
}
