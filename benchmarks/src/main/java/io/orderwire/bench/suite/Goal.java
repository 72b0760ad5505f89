package io.orderwire.bench.suite;

import java.util.Locale;

/** What the ratio of ours to the baseline shall be. */
public sealed interface Goal {
  /** Whether a ratio is good enough. */
  boolean isMet(double ratio);

  /** The ratio at the edge. */
  double bound();

  /** More is better. */
  record AtLeast(double bound) implements Goal {
    @Override
    public boolean isMet(double ratio) {
      return ratio >= bound;
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "≥ %s", bound);
    }
  }

  /** Less is better. */
  record AtMost(double bound) implements Goal {
    @Override
    public boolean isMet(double ratio) {
      return ratio <= bound;
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "≤ %s", bound);
    }
  }
}
