package io.orderwire.delivery.app;

import io.orderwire.delivery.command.RetentionRule;
import io.orderwire.delivery.command.RetentionRules;
import io.orderwire.schemas.EventRules;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much of the partners' histories is kept. A setting that is none is refused: it could be one
 * of a partner's, and the general rule would hold instead.
 *
 * @param maxAge how long an item is kept, by its record time, an hour at least; without it, for
 *     ever
 * @param maxItems how many items of a partner are kept; without it, all
 * @param partners what is kept of some partners instead, by partner id
 * @param every how often each instance looks
 */
@ConfigurationProperties(prefix = "orderwire.retention", ignoreUnknownFields = false)
record RetentionSettings(
    @Nullable Duration maxAge,
    @Nullable Long maxItems,
    @DefaultValue Map<String, Own> partners,
    @DefaultValue("1m") Duration every) {

  /** Less would hardly be meant: a number without a unit is milliseconds. */
  private static final Duration LEAST_AGE = Duration.ofHours(1);

  /**
   * What is kept of one partner's history.
   *
   * @param maxAge as for all
   * @param maxItems as for all
   * @param keepAll whether everything is kept; instead of the others
   */
  record Own(@Nullable Duration maxAge, @Nullable Long maxItems, boolean keepAll) {}

  /** Checks the bounds. */
  RetentionSettings {
    if (!every.isPositive()) {
      throw new IllegalArgumentException("every must be positive");
    }
    var _ = rule("", maxAge, maxItems);
    partners = Map.copyOf(partners);
    partners.forEach(RetentionSettings::check);
  }

  private static void check(String partnerId, Own own) {
    if (!EventRules.isPartnerId(partnerId)) {
      throw new IllegalArgumentException(
          "partners: '%s' is no partner id; one with a dot needs brackets, as partners[a.b].max-age"
              .formatted(partnerId));
    }
    boolean isLimited = own.maxAge() != null || own.maxItems() != null;
    if (isLimited == own.keepAll()) {
      throw new IllegalArgumentException(
          "partners.%s must have max-age, max-items or both, or else keep-all: true"
              .formatted(partnerId));
    }
    var _ = rule("partners." + partnerId + ".", own.maxAge(), own.maxItems());
  }

  RetentionRules rules() {
    Map<String, RetentionRule> own = new LinkedHashMap<>();
    partners.forEach((id, kept) -> own.put(id, rule("", kept.maxAge(), kept.maxItems())));
    return new RetentionRules(rule("", maxAge, maxItems), own);
  }

  private static RetentionRule rule(
      String prefix, @Nullable Duration maxAge, @Nullable Long maxItems) {
    if (maxAge != null && maxAge.compareTo(LEAST_AGE) < 0) {
      throw new IllegalArgumentException(
          prefix + "max-age must be an hour at least, with a unit, as 90d, and not " + maxAge);
    }
    return new RetentionRule(
        Optional.ofNullable(maxAge),
        maxItems == null ? OptionalLong.empty() : OptionalLong.of(maxItems));
  }
}
