package io.orderwire.delivery.webhook.dispatch;

import io.orderwire.delivery.webhook.Delivery;
import io.orderwire.delivery.webhook.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A partner's server in a simulation. */
interface Receiver {
  Outcome OK = new Outcome.Delivered(204);

  /** What it does with a request that begins now. */
  Answer answer(Delivery delivery, Instant now);

  /** How a request ends, and when. */
  record Answer(Outcome outcome, Duration took) {}

  /** An answer after 20 ms. */
  static Answer soon(Outcome outcome) {
    return new Answer(outcome, Duration.ofMillis(20));
  }

  /** A refusal. */
  static Outcome refused(int status) {
    return new Outcome.Refused(status, Optional.empty());
  }

  /** A refusal that says when to come back. */
  static Outcome refused(int status, Duration retryAfter) {
    return new Outcome.Refused(status, Optional.of(retryAfter));
  }
}
