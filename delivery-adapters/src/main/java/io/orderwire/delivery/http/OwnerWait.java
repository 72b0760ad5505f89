package io.orderwire.delivery.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.Request;

/**
 * Requests that wait until somebody has the history that they ask for. A request tries again from
 * time to time, as long as it may, and holds no thread meanwhile. Safe for use by many threads.
 */
final class OwnerWait {
  private static final String UNTIL = OwnerWait.class.getName() + ".until";
  private static final Duration TRY_AGAIN = Duration.ofMillis(200);

  /** More are refused at once, so that a long move does not fill the memory. */
  private static final int MOST_WAITING = 2_000;

  /** As well: a request's rate is counted where the history is, so not before it has waited. */
  private static final int MOST_OF_A_PARTNER = 200;

  private final long mostNanos;
  private final AtomicInteger waiting = new AtomicInteger();
  private final Map<String, Integer> waitingOf = new ConcurrentHashMap<>();
  private volatile boolean ended;

  /**
   * Nobody waits yet.
   *
   * @param most how long a request waits, counted from when it first had to
   */
  OwnerWait(Duration most) {
    mostNanos = most.toNanos();
  }

  /**
   * Has a request try again a little later, in a thread of the server's pool.
   *
   * @param partnerId who asks
   * @return false if it must not wait any longer
   */
  boolean later(String partnerId, Request request, Runnable attempt) {
    if (ended || !hasTime(request) || !enter(partnerId)) {
      return false;
    }
    var _ =
        request
            .getComponents()
            .getScheduler()
            .schedule(
                () -> {
                  leave(partnerId);
                  request.getComponents().getExecutor().execute(attempt);
                },
                TRY_AGAIN.toMillis(),
                TimeUnit.MILLISECONDS);
    return true;
  }

  private boolean enter(String partnerId) {
    if (waiting.incrementAndGet() > MOST_WAITING) {
      waiting.decrementAndGet();
      return false;
    }
    if (waitingOf.merge(partnerId, 1, Integer::sum) > MOST_OF_A_PARTNER) {
      leave(partnerId);
      return false;
    }
    return true;
  }

  private void leave(String partnerId) {
    waiting.decrementAndGet();
    waitingOf.computeIfPresent(partnerId, (_, count) -> count == 1 ? null : count - 1);
  }

  private boolean hasTime(Request request) {
    long now = System.nanoTime();
    if (request.getAttribute(UNTIL) instanceof Long until) {
      return until - now > 0;
    }
    request.setAttribute(UNTIL, now + mostNanos);
    return mostNanos > 0;
  }

  /** Nobody waits any longer. */
  void end() {
    ended = true;
  }
}
