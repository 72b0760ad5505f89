package io.orderwire.delivery.webhook.dispatch;

import java.time.Instant;

/** What follows from the end of an attempt. */
public sealed interface Settled {
  /** The endpoint has taken it. */
  record Done() implements Settled {}

  /**
   * It failed, and is tried again.
   *
   * @param at not before that time
   * @param attempts how many were made
   */
  record RetryAt(Instant at, int attempts) implements Settled {}

  /** It failed for good and is set aside; everything else goes on. */
  record Parked() implements Settled {}

  /** It failed for good, and the endpoint is to be suspended; nothing further is sent. */
  record Exhausted() implements Settled {}

  /** The endpoint answered 410 and is to be suspended; nothing further is sent. */
  record Gone() implements Settled {}
}
