package io.orderwire.delivery.erasure;

import java.time.Duration;

/**
 * A place that may hold what was erased for a time.
 *
 * @param place a topic, or what else it is
 * @param settings what makes it that long, with their values, for people
 * @param longest how long that is at most, from the erasure on
 */
public record Keeping(String place, String settings, Longest longest) {
  /** A longest time. */
  public sealed interface Longest {
    /** So long. */
    record For(Duration time) implements Longest {}

    /** There is no end. */
    record Ever() implements Longest {}

    /**
     * It could not be found out.
     *
     * @param why in words
     */
    record Unknown(String why) implements Longest {}
  }

  @Override
  public String toString() {
    return switch (longest) {
      case Longest.For(Duration time) -> place + ": " + text(time) + " (" + settings + ")";
      case Longest.Ever() -> place + ": for ever (" + settings + ")";
      case Longest.Unknown(String why) -> place + ": unknown, " + why;
    };
  }

  /** A time as people write it, in the largest unit that it is whole in: {@code 30d}. */
  public static String text(Duration time) {
    if (time.isZero() || time.toMillis() % 1000 != 0) {
      return time.toMillis() + "ms";
    }
    long seconds = time.toSeconds();
    if (seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3_600 == 0) {
      return seconds / 3_600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
