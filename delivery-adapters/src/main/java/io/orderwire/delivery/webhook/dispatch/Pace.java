package io.orderwire.delivery.webhook.dispatch;

import java.time.Duration;
import java.time.Instant;

/**
 * A rate that is kept: the generic cell rate algorithm (ITU-T I.371), whose state is one instant.
 * The rate may change from request to request. What was not used is made up for by at most 5 % of a
 * second's requests, so that in any second at most 1.05 times the rate is sent.
 *
 * <p>A rate of less than one a second is kept to from the beginning, as if a request had just been
 * sent: one may have been, before what sends was begun anew.
 */
final class Pace {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final int BURST_PART = 20;

  /** When the next request would be due if they were spaced evenly. */
  private Instant nominal = Instant.MIN;

  /**
   * The earliest time of the next request.
   *
   * @param perSecond the rate now, above zero; infinite for none
   */
  Instant earliest(Instant now, double perSecond) {
    if (nominal.equals(Instant.MIN) && perSecond < 1) {
      sent(now, perSecond);
    }
    if (Double.isInfinite(perSecond) || nominal.equals(Instant.MIN)) {
      return Instant.MIN;
    }
    return nominal.minusNanos(interval(perSecond) * (long) (perSecond / BURST_PART));
  }

  /** A request is sent now. */
  void sent(Instant now, double perSecond) {
    if (Double.isInfinite(perSecond)) {
      nominal = Instant.MIN;
    } else {
      Instant from = nominal.isAfter(now) ? nominal : now;
      nominal = from.plusNanos(interval(perSecond));
    }
  }

  private static long interval(double perSecond) {
    return (long) Math.ceil(SECOND / perSecond);
  }
}
