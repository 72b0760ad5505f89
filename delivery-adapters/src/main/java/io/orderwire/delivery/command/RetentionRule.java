package io.orderwire.delivery.command;

import io.orderwire.delivery.history.Extent;
import io.orderwire.delivery.history.History;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How much of a history is kept.
 *
 * @param maxAge how long an item is kept, by its record time; positive
 * @param maxItems how many items are kept; at least 1
 */
public record RetentionRule(Optional<Duration> maxAge, OptionalLong maxItems) {
  /** Checks the bounds. */
  public RetentionRule {
    if (maxAge.filter(age -> !age.isPositive()).isPresent()
        || (maxItems.isPresent() && maxItems.getAsLong() < 1)) {
      throw new IllegalArgumentException("max-age must be positive, max-items at least 1");
    }
  }

  /** Whether everything is kept. */
  public boolean keepsAll() {
    return maxAge.isEmpty() && maxItems.isEmpty();
  }

  /** For a log. */
  @Override
  public String toString() {
    if (keepsAll()) {
      return "all items";
    }
    String age = maxAge.map(duration -> "items of the last " + duration).orElse("");
    String items = maxItems.isEmpty() ? "" : "the newest " + maxItems.getAsLong() + " items";
    return age.isEmpty() || items.isEmpty() ? age + items : age + ", of " + items;
  }

  /** The oldest sequence to keep of a history; at least the oldest that is kept. */
  long oldestToKeep(History history, String partnerId, Extent extent, Instant now) {
    long oldest = extent.oldest().sequence();
    if (maxItems.isPresent()) {
      oldest = Math.max(oldest, extent.newest().sequence() - maxItems.getAsLong() + 1);
    }
    if (maxAge.isPresent()) {
      long tooOld = history.sequenceBefore(partnerId, now.minus(maxAge.get()));
      oldest = Math.max(oldest, tooOld + 1);
    }
    return oldest;
  }
}
