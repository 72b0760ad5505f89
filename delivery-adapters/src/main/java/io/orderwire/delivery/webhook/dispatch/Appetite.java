package io.orderwire.delivery.webhook.dispatch;

import io.orderwire.delivery.subscription.Progress.Retry;
import io.orderwire.delivery.webhook.Batch;
import io.orderwire.delivery.webhook.Order;
import java.time.Instant;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether to read on, and how much: a little ahead of what can be sent, so that an endpoint that
 * cannot be sent to holds no more than that. Lanes that fail may hold more, for others must not
 * wait for them, but no more than the window.
 */
final class Appetite {
  private static final int LEAST_PAGE = 64;
  private static final int GATHERING_PAGE = 500;

  private final DispatchRules rules;
  private final NavigableMap<Long, Retry> retries;
  private final Lanes lanes;
  private final Reading reading;
  private final Flow flow;

  Appetite(
      DispatchRules rules,
      NavigableMap<Long, Retry> retries,
      Lanes lanes,
      Reading reading,
      Flow flow) {
    this.rules = rules;
    this.retries = retries;
    this.lanes = lanes;
    this.reading = reading;
    this.flow = flow;
  }

  /** Whether more items may be held. */
  boolean hasRoom() {
    return lanes.items() < rules.tuning().windowItems()
        && lanes.bytes() < rules.tuning().windowBytes();
  }

  /** Whether all is read that a request of the lane has room for, or there is no more for now. */
  boolean hasAll(Lane lane) {
    if (Cut.of(lane, retries, rules.definition().batch()).isFull() || !hasRoom()) {
      return true;
    }
    Retry failed = retries.get(lane.head().sequence());
    return failed == null ? reading.isAtEnd() : reading.last() >= failed.lastSequence();
  }

  /**
   * Whether to read on now.
   *
   * @param next the lane that would be sent next, even if not all of it is read; null for none
   * @param inFlight how many items are in flight
   */
  boolean readsOn(@Nullable Gathering gathering, @Nullable Lane next, int inFlight, Instant now) {
    if (reading.isAtEnd()) {
      return false;
    }
    boolean isHeld = flow.isOpen() || flow.isPaused(now);
    if (gathering != null) {
      return !gathering.isCut();
    }
    if (!hasRoom()) {
      return false;
    }
    if (lanes.items() == 0 || (next != null && !hasAll(next))) {
      return true;
    }
    if (isHeld) {
      return false;
    }
    return rules.definition().order() == Order.PARTNER
        ? lanes.hasNoFailure() && lanes.items() - inFlight < ahead()
        : lanes.ready() < ahead();
  }

  /** How many items to read. */
  int page(@Nullable Gathering gathering) {
    return gathering != null
        ? GATHERING_PAGE
        : Math.min(Math.max(LEAST_PAGE, 2 * ahead()), rules.tuning().windowItems() - lanes.items());
  }

  private int ahead() {
    int batch = rules.definition().batch().map(Batch::maxItems).orElse(1);
    return rules.definition().order() == Order.PARTNER
        ? Math.max(LEAST_PAGE / 2, batch)
        : 2 * rules.maxInFlight();
  }
}
