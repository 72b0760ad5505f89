package io.orderwire.system.webhook;

import java.time.Duration;

/** What a partner's endpoint does with items. */
@FunctionalInterface
interface Behaviour {
  /** Its answer to a request; {@code number} counts them from 1 since the behaviour was set. */
  Reply to(long number);

  /**
   * An answer.
   *
   * @param status the HTTP status; 0 cuts the connection without an answer
   * @param delay how long it takes
   */
  record Reply(int status, Duration delay) {}

  /** Takes everything at once. */
  static Behaviour up() {
    return status(204);
  }

  /** Is there, but answers nothing except this status. */
  static Behaviour status(int status) {
    return number -> new Reply(status, Duration.ZERO);
  }

  /** Takes everything, each within {@code most}, some faster than others. */
  static Behaviour slow(Duration most) {
    return number -> new Reply(204, most.multipliedBy(number * 7 % 16).dividedBy(16));
  }

  /** Takes some, fails with 500 for some, and so on. */
  static Behaviour flapping(int taken, int failed) {
    return number -> new Reply((number - 1) % (taken + failed) < taken ? 204 : 500, Duration.ZERO);
  }

  /** Answers only after this time. */
  static Behaviour hanging(Duration time) {
    return number -> new Reply(204, time);
  }
}
