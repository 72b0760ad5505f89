package io.orderwire.delivery.polling;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Pages that were asked for a moment ago, for as long as nothing has changed in what is shown of
 * their partner: who polls asks the same again and again. Safe for use by many threads.
 */
final class RecentPages {
  /** A larger page is made anew each time. */
  private static final int LARGEST = 64 << 10;

  /** How long, at most, the bytes of an item that was erased may stay in memory. */
  private static final Duration KEPT_FOR = Duration.ofMinutes(1);

  private static final int OVERHEAD_BYTES = 400;

  private final Cache<Asked, Kept> pages;

  /**
   * Empty.
   *
   * @param bytes about how many bytes to use at most
   */
  RecentPages(long bytes) {
    pages =
        Caffeine.newBuilder()
            .maximumWeight(bytes)
            .weigher(
                (Asked asked, Kept kept) ->
                    OVERHEAD_BYTES + asked.query().length() + kept.answer().json().length)
            .expireAfterWrite(KEPT_FOR)
            .scheduler(Scheduler.systemScheduler())
            .executor(Runnable::run)
            .build();
  }

  /** The page, if it was made of this state. */
  @SuppressWarnings("ReferenceEquality") // It is the identity that stands for the state.
  @Nullable JsonAnswer find(Asked asked, Object state) {
    Kept kept = pages.getIfPresent(asked);
    return kept != null && kept.state() == state ? kept.answer() : null;
  }

  /** Keeps a page that was made of this state. */
  void keep(Asked asked, Object state, JsonAnswer answer) {
    if (answer.json().length <= LARGEST) {
      pages.put(asked, new Kept(state, answer));
    }
  }

  /** Who asks for which page; the query as it was sent. */
  record Asked(String partnerId, String query) {}

  private record Kept(Object state, JsonAnswer answer) {}
}
