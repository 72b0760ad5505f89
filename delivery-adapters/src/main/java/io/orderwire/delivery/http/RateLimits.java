package io.orderwire.delivery.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.orderwire.delivery.partner.Partner;
import io.orderwire.delivery.partner.Partners;
import java.time.Duration;

/**
 * The partners' request budgets on this instance: two seconds' worth, which comes back evenly. Safe
 * for use by many threads.
 */
public final class RateLimits {
  /** The budget is for this long, and may be spent at once. */
  static final Duration WINDOW = Duration.ofSeconds(2);

  /** The header field that names the budget. */
  static final String POLICY_FIELD = "RateLimit-Policy";

  /** The header field that tells what is left of it. */
  static final String STATE_FIELD = "RateLimit";

  /** The request attribute with what was {@link Spent} for it already. */
  static final String SPENT = "io.orderwire.spent";

  private static final Duration FORGET_AFTER = Duration.ofMinutes(10);

  private final Partners partners;
  private final int defaultPerSecond;
  private final Cache<Key, Bucket> buckets =
      Caffeine.newBuilder().expireAfterAccess(FORGET_AFTER).build();

  /** With a rate for partners that have none of their own. */
  public RateLimits(Partners partners, int defaultPerSecond) {
    this.partners = partners;
    this.defaultPerSecond = defaultPerSecond;
  }

  /** Takes one request off a partner's budget. */
  Spent spend(String partnerId) {
    int perSecond =
        partners
            .find(partnerId)
            .map(Partner::requestsPerSecond)
            .filter(own -> own.isPresent())
            .map(own -> own.getAsInt())
            .orElse(defaultPerSecond);
    Bucket bucket = buckets.get(new Key(partnerId, perSecond), RateLimits::bucket);
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    return new Spent(
        probe.isConsumed(),
        perSecond,
        probe.getRemainingTokens(),
        Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }

  private static Bucket bucket(Key key) {
    return Bucket.builder()
        .addLimit(
            limit ->
                limit
                    .capacity(WINDOW.toSeconds() * key.perSecond())
                    .refillGreedy(key.perSecond(), Duration.ofSeconds(1)))
        .build();
  }

  /** A changed rate is a new budget. */
  private record Key(String partnerId, int perSecond) {}

  /**
   * What became of a request's budget.
   *
   * @param allowed whether there was room for it
   * @param perSecond the rate
   * @param left how many more there is room for now
   * @param untilRoom how long until there is room, if there is none
   */
  record Spent(boolean allowed, int perSecond, long left, Duration untilRoom) {
    /** The budget of a whole window. */
    long inWindow() {
      return WINDOW.toSeconds() * perSecond;
    }

    /** The value of {@link #POLICY_FIELD}. */
    String policy() {
      return "\"requests\";q=" + inWindow() + ";w=" + WINDOW.toSeconds();
    }

    /** The value of {@link #STATE_FIELD}. */
    String state() {
      return "\"requests\";r=" + left + ";t=" + Math.max(1, untilRoom.toSeconds());
    }
  }
}
