package io.orderwire.verify.read;

import java.time.Duration;
import java.util.SplittableRandom;

/** How a webhook endpoint behaves, by chance. Safe for threads. */
final class Temper {
  private static final double SLOW = 0.005;
  private static final double REFUSES = 0.005;
  private static final double HANGS_UP = 0.002;
  private static final int LEAST_MILLIS = 50;
  private static final int MOST_MILLIS = 1_000;

  private final SplittableRandom random;

  Temper(long seed) {
    random = new SplittableRandom(seed);
  }

  /**
   * What to do with a request.
   *
   * @param pause how long to think about it
   * @param reply how to end it
   */
  record Mood(Duration pause, Reply reply) {}

  /** How a request ends. */
  enum Reply {
    /** With 200. */
    ACCEPT,
    /** With 500. */
    REFUSE,
    /** With the end of the connection and no answer. */
    HANG_UP
  }

  synchronized Mood next() {
    Duration pause =
        random.nextDouble() < SLOW
            ? Duration.ofMillis(random.nextInt(LEAST_MILLIS, MOST_MILLIS))
            : Duration.ZERO;
    double kind = random.nextDouble();
    Reply reply =
        kind < REFUSES ? Reply.REFUSE : kind < REFUSES + HANGS_UP ? Reply.HANG_UP : Reply.ACCEPT;
    return new Mood(pause, reply);
  }
}
