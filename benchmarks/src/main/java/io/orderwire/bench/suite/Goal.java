package io.orderwire.bench.suite;

import java.util.Locale;

/** What shall be reached. */
public sealed interface Goal {
  /**
   * Whether it is reached.
   *
   * @param ours the median of our values
   * @param ratio the ratio to the baseline
   */
  boolean isMet(double ours, double ratio);

  /** The ratio at the edge, with this baseline. */
  double edge(double baseline);

  /** The ratio to the baseline, more is better. */
  record AtLeast(double bound) implements Goal {
    @Override
    public boolean isMet(double ours, double ratio) {
      return ratio >= bound;
    }

    @Override
    public double edge(double baseline) {
      return bound;
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "≥ %s", bound);
    }
  }

  /** The ratio to the baseline, less is better. */
  record AtMost(double bound) implements Goal {
    @Override
    public boolean isMet(double ours, double ratio) {
      return ratio <= bound;
    }

    @Override
    public double edge(double baseline) {
      return bound;
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "≤ %s", bound);
    }
  }

  /** Our own value, whatever the baseline has; less is better. */
  record ValueAtMost(double bound, String unit) implements Goal {
    @Override
    public boolean isMet(double ours, double ratio) {
      return ours <= bound;
    }

    @Override
    public double edge(double baseline) {
      return bound / baseline;
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "≤ %s %s", bound, unit);
    }
  }
}
