package io.orderwire.system;

import org.HdrHistogram.Histogram;

/** How a histogram of nanoseconds is shown. */
public final class Percentiles {
  private Percentiles() {}

  /** In milliseconds: the median, what lies above it, and the most. */
  public static String of(Histogram histogram) {
    return "p50 %.1f, p90 %.1f, p99 %.1f, p99.9 %.1f, max %.1f"
        .formatted(
            millis(histogram, 50),
            millis(histogram, 90),
            millis(histogram, 99),
            millis(histogram, 99.9),
            millis(histogram, 100));
  }

  private static double millis(Histogram histogram, double percentile) {
    return histogram.getValueAtPercentile(percentile) / 1e6;
  }
}
