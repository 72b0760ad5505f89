package io.orderwire.delivery.app;

import io.orderwire.delivery.command.RetentionRule;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much of the partners' histories is kept.
 *
 * @param maxAge how long an item is kept, by its record time, an hour at least; without it, for
 *     ever
 * @param maxItems how many items of a partner are kept; without it, all
 * @param every how often each instance looks
 */
@ConfigurationProperties("orderwire.retention")
record RetentionSettings(
    @Nullable Duration maxAge, @Nullable Long maxItems, @DefaultValue("1m") Duration every) {

  /** Less would hardly be meant: a number without a unit is milliseconds. */
  private static final Duration LEAST_AGE = Duration.ofHours(1);

  /** Checks the bounds. */
  RetentionSettings {
    if (maxAge != null && maxAge.compareTo(LEAST_AGE) < 0) {
      throw new IllegalArgumentException(
          "max-age must be an hour at least, with a unit, as 90d, and not " + maxAge);
    }
    if (!every.isPositive()) {
      throw new IllegalArgumentException("every must be positive");
    }
    var _ = rule(maxAge, maxItems);
  }

  RetentionRule rule() {
    return rule(maxAge, maxItems);
  }

  private static RetentionRule rule(@Nullable Duration maxAge, @Nullable Long maxItems) {
    return new RetentionRule(
        Optional.ofNullable(maxAge),
        maxItems == null ? OptionalLong.empty() : OptionalLong.of(maxItems));
  }
}
