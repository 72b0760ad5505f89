package io.orderwire.delivery.webhook.dispatch;

import io.orderwire.delivery.webhook.Outcome;
import io.orderwire.delivery.webhook.dispatch.Health.Breaker;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * How fast the endpoint as a whole is sent to.
 *
 * <ul>
 *   <li>Concurrency begins low, and each success adds one, so that it doubles with each round trip,
 *       until it is the most, or the first slow-down or ramp. From then on each success adds the
 *       reciprocal of it. 429, 502, 503, 504 and time-outs halve it, once for all requests that
 *       were in flight together.
 *   <li>A pause for {@code Retry-After} of those answers, up to a bound.
 *   <li>The circuit breaker: after failures of several lanes in a row it is open until a success.
 *       Where all items are one lane, the retry schedule is pace enough.
 *   <li>A ramp after that, after any outage that was noticed, and where a dispatch is resumed with
 *       failed items: concurrency begins at one, and the rate is bounded and doubles at intervals,
 *       until the ramp ends.
 *   <li>The rate limit.
 * </ul>
 */
final class Flow {
  private static final int OUTAGE_FAILURES = 3;
  private static final Duration LEAST_HOLD = Duration.ofSeconds(5);
  private static final Duration MOST_HOLD = Duration.ofHours(1);

  private final Tuning tuning;
  private final int most;
  private final double rateLimit;
  private final Pace pace = new Pace();
  private final OutcomeWindow window;
  private Breaker breaker;
  private double concurrency;
  private boolean isStarting;
  private int generation;
  private int failures;
  private final Set<Object> failedLanes = new HashSet<>();
  private Instant failingSince = Instant.MIN;
  private Instant openSince = Instant.MIN;
  private Instant lastEnded = Instant.MIN;
  private boolean degraded;
  private Instant pausedUntil = Instant.MIN;
  private Instant rampBegan = Instant.MIN;

  /**
   * Begins.
   *
   * @param recovering whether what was sent before had failed, so that requests are ramped up
   * @param degraded whether too much of it had
   */
  Flow(DispatchRules rules, boolean recovering, boolean degraded) {
    this.tuning = rules.tuning();
    this.most = rules.maxInFlight();
    this.rateLimit = rules.requestsPerSecond();
    this.window = new OutcomeWindow(tuning.healthWindow());
    this.degraded = degraded;
    this.breaker = recovering ? Breaker.HALF_OPEN : Breaker.CLOSED;
    this.isStarting = !recovering;
    this.concurrency = recovering ? 1 : Math.min(most, tuning.firstConcurrency());
  }

  boolean isOpen() {
    return breaker == Breaker.OPEN;
  }

  boolean isPaused(Instant now) {
    return pausedUntil.isAfter(now);
  }

  /** How many requests may be in flight. */
  int concurrency() {
    return isOpen() ? 1 : (int) concurrency;
  }

  /** Requests that begin before the next change to lower concurrency share this number. */
  int generation() {
    return generation;
  }

  /** The earliest time of the next request, which may have passed. */
  Instant earliest(Instant now) {
    Instant paced = pace.earliest(now, rate(now));
    return paced.isAfter(pausedUntil) ? paced : pausedUntil;
  }

  /** A request begins. */
  void sent(Instant now) {
    pace.sent(now, rate(now));
  }

  /**
   * While the breaker is open: when an item that was never sent may try, so that failing lanes do
   * not hold up all others for long. That is when there was no request for as long as the breaker
   * has been open by then, 5 seconds to an hour.
   */
  Instant nextTry() {
    Duration open = Duration.between(openSince, lastEnded);
    Duration hold = open.compareTo(LEAST_HOLD) < 0 ? LEAST_HOLD : open;
    return lastEnded.plus(hold.compareTo(MOST_HOLD) < 0 ? hold : MOST_HOLD);
  }

  /**
   * A request has ended.
   *
   * @param sentIn the generation in which it began
   */
  void ended(Outcome outcome, Object lane, int sentIn, Instant now) {
    window.add(outcome.isSuccess(), now);
    lastEnded = now;
    if (outcome.isSuccess()) {
      succeeded(now);
    } else {
      failed(lane, now);
      if (slowsDown(outcome)) {
        slowDown(sentIn, now);
        retryAfter(outcome).ifPresent(wait -> pausedUntil = later(pausedUntil, now.plus(wait)));
      }
    }
    assess(now);
  }

  /** What an answer asks for, up to the bound. */
  Optional<Duration> retryAfter(Outcome outcome) {
    return outcome instanceof Outcome.Refused refused
        ? refused
            .retryAfter()
            .map(
                asked ->
                    asked.compareTo(tuning.retryAfterBound()) < 0
                        ? asked
                        : tuning.retryAfterBound())
        : Optional.empty();
  }

  Health health(int inFlight, Instant now) {
    rate(now);
    assess(now);
    return new Health(
        window.outcomes(now),
        window.errorRate(now),
        degraded,
        failures,
        breaker,
        concurrency(),
        inFlight);
  }

  private void succeeded(Instant now) {
    boolean wasOutage =
        failures >= OUTAGE_FAILURES && !now.isBefore(failingSince.plus(tuning.rampLength()));
    if (isOpen() || wasOutage) {
      breaker = Breaker.HALF_OPEN;
      rampBegan = now;
      concurrency = 1;
      isStarting = false;
    }
    failures = 0;
    failedLanes.clear();
    concurrency = Math.min(most, concurrency + (isStarting ? 1 : 1 / concurrency));
    isStarting &= concurrency < most;
  }

  private void failed(Object lane, Instant now) {
    failingSince = failures == 0 ? now : failingSince;
    failures++;
    if (isOpen()) {
      return;
    }
    failedLanes.add(lane);
    boolean ramps = breaker == Breaker.HALF_OPEN;
    if (failedLanes.size() >= (ramps ? tuning.reopenFailures() : tuning.breakerFailures())) {
      breaker = Breaker.OPEN;
      openSince = now;
    }
  }

  private void slowDown(int sentIn, Instant now) {
    if (sentIn == generation) {
      generation++;
      isStarting = false;
      concurrency = Math.max(1, concurrency / 2);
      if (breaker == Breaker.HALF_OPEN && !rampBegan.equals(Instant.MIN)) {
        rampBegan = later(rampBegan, now.minus(Duration.between(rampBegan, now).dividedBy(2)));
      }
    }
  }

  /** The rate now; a ramp that is over ends here. */
  private double rate(Instant now) {
    if (breaker != Breaker.HALF_OPEN) {
      return rateLimit;
    }
    if (rampBegan.equals(Instant.MIN)) {
      rampBegan = now;
    }
    Duration ramping = Duration.between(rampBegan, now);
    if (ramping.compareTo(tuning.rampLength()) >= 0) {
      breaker = Breaker.CLOSED;
      return rateLimit;
    }
    double doublings = Math.max(0, (double) ramping.toNanos() / tuning.rampDoubling().toNanos());
    return Math.min(rateLimit, tuning.rampRate() * Math.pow(2, doublings));
  }

  private void assess(Instant now) {
    int outcomes = window.outcomes(now);
    double rate = window.errorRate(now);
    if (degraded) {
      degraded = failures > 0 || rate > 0.25 || lastEnded.equals(Instant.MIN);
    } else {
      degraded = failures >= 5 || (outcomes >= 10 && rate >= 0.5);
    }
  }

  private static boolean slowsDown(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Delivered delivered -> false;
      case Outcome.Refused refused ->
          refused.status() == 429
              || refused.status() == 502
              || refused.status() == 503
              || refused.status() == 504;
      case Outcome.Unreachable unreachable -> false;
      case Outcome.TimedOut timedOut -> true;
    };
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
