package io.orderwire.schemas.registry;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * When to ask again. A wait grows from {@code first} by doubling up to {@code longest}; its actual
 * length is between half of that and all of it, by chance, so that many clients do not return at
 * once.
 *
 * @param max how many rounds over all URLs may follow the first one, 0 or more
 * @param first the first wait, above zero
 * @param longest the longest wait, not below {@code first}
 * @param total after how long no further attempt is begun, counted from the call
 */
public record Retries(int max, Duration first, Duration longest, Duration total) {

  /** At most 10 retries, waits of 100 ms to 5 s, and 30 s in all. */
  public static final Retries DEFAULT =
      new Retries(10, Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ofSeconds(30));

  /** Not one retry. */
  public static final Retries NONE =
      new Retries(0, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofSeconds(30));

  public Retries {
    requireNonNull(first, "first");
    requireNonNull(longest, "longest");
    requireNonNull(total, "total");
    if (max < 0) {
      throw new IllegalArgumentException("max must not be negative: " + max);
    }
    if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException("waits must be 0 < first <= longest");
    }
    if (total.isNegative()) {
      throw new IllegalArgumentException("total must not be negative: " + total);
    }
  }

  /**
   * How long to wait before a retry.
   *
   * @param retry the number of the retry, from 0
   * @param chance a number from 0 (inclusive) to 1 (exclusive)
   */
  Duration waitBefore(int retry, double chance) {
    long cap = longest.toNanos();
    long grown = first.toNanos();
    for (int i = 0; i < retry && grown < cap; i++) {
      grown *= 2;
    }
    long base = Math.min(grown, cap);
    return Duration.ofNanos((long) (base * (1 + chance) / 2));
  }
}
