package io.orderwire.delivery.sse;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The last words of streams, which say when to come back: never all at once. Safe for use by many
 * threads.
 */
public final class Goodbyes {
  /**
   * That many come back in a second, so that an instance has most of its time for what it sends.
   */
  private static final int BACK_PER_SECOND = 100;

  /** Nobody is kept away for longer than that, on top of what everybody waits. */
  private static final Duration MOST_SPREAD = Duration.ofSeconds(30);

  private final Duration retry;
  private final RandomGenerator random;

  /**
   * Of streams that come back after this at the earliest.
   *
   * @param random safe for use by many threads
   */
  Goodbyes(Duration retry, RandomGenerator random) {
    this.retry = retry;
    this.random = random;
  }

  /**
   * Ends a stream of an instance that stops: an event that is complete in itself.
   *
   * @param together how many streams end at about the same time
   */
  public byte[] shutdown(int together) {
    return of(End.SHUTDOWN, together);
  }

  byte[] of(End end, int together) {
    return new Frames()
        .retry(retry(together))
        .notice("goaway", "{\"reason\":\"" + end.wireName() + "\"}")
        .take();
  }

  /** When to come back, if so many others have to at the same time. */
  Duration retry(int together) {
    Duration room = Duration.ofSeconds(1).multipliedBy(together).dividedBy(BACK_PER_SECOND);
    Duration most = room.compareTo(MOST_SPREAD) < 0 ? room : MOST_SPREAD;
    Duration spread = most.compareTo(retry) < 0 ? retry : most;
    return retry.plusNanos(random.nextLong(Math.max(1, spread.toNanos())));
  }
}
