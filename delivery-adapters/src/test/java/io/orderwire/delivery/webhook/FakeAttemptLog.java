package io.orderwire.delivery.webhook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Attempts in memory, for tests: a place is an index in the list of all. */
public final class FakeAttemptLog implements AttemptLog {
  private final List<Attempt> attempts = new ArrayList<>();
  private boolean away;

  /** Makes reads fail, or work again. */
  public synchronized void away(boolean now) {
    away = now;
  }

  /** All, as they were recorded. */
  public synchronized List<Attempt> all() {
    return List.copyOf(attempts);
  }

  @Override
  public synchronized void record(Attempt attempt) {
    attempts.add(attempt);
  }

  @Override
  public synchronized Page page(
      String partnerId,
      Optional<Long> boundary,
      boolean newer,
      int limit,
      Predicate<Attempt> filter) {
    if (away) {
      throw new AttemptsUnavailableException(new IllegalStateException("away"));
    }
    int step = newer ? 1 : -1;
    int at = boundary.map(Long::intValue).orElse(newer ? -1 : attempts.size()) + step;
    long next = (long) at - step;
    List<Attempt> page = new ArrayList<>();
    while (at >= 0 && at < attempts.size() && page.size() < limit) {
      Attempt attempt = attempts.get(at);
      if (attempt.partnerId().equals(partnerId) && filter.test(attempt)) {
        page.add(attempt);
      }
      next = at;
      at += step;
    }
    return new Page(page, next, attempts.size() - 1L, at >= 0 && at < attempts.size());
  }
}
