package io.orderwire.delivery.webhook.dispatch;

import io.orderwire.delivery.webhook.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** Partners' servers, good and bad. */
enum Behaviours {
  /** Answers 2xx soon. */
  HEALTHY,
  /** Never answers. */
  SILENT,
  /** Refuses connections. */
  REFUSING,
  /** Up for twenty minutes, down for ten. */
  FLAPPING,
  /** Takes seconds, and now and then too many. */
  SLOW,
  /** Answers 500 to a quarter of what it has processed. */
  LYING,
  /** Answers 429 to a quarter of the requests, with 30 s of Retry-After. */
  OVERLOADED,
  /** Never accepts one order, and answers it with 400. */
  PICKY;

  boolean isDead() {
    return this == SILENT || this == REFUSING;
  }

  Receiver receiver(RandomGenerator random) {
    return switch (this) {
      case HEALTHY -> (delivery, now) -> Receiver.soon(Receiver.OK);
      case SILENT ->
          (delivery, now) -> new Receiver.Answer(new Outcome.TimedOut(), Duration.ofSeconds(15));
      case REFUSING ->
          (delivery, now) -> Receiver.soon(new Outcome.Unreachable(Outcome.Cause.CONNECT));
      case FLAPPING ->
          (delivery, now) -> Receiver.soon(isUp(now) ? Receiver.OK : Receiver.refused(502));
      case SLOW -> (delivery, now) -> slow(random.nextInt(16));
      case LYING ->
          (delivery, now) ->
              Receiver.soon(random.nextInt(4) > 0 ? Receiver.OK : Receiver.refused(500));
      case OVERLOADED ->
          (delivery, now) ->
              Receiver.soon(
                  random.nextInt(4) > 0
                      ? Receiver.OK
                      : Receiver.refused(429, Duration.ofSeconds(30)));
      case PICKY ->
          (delivery, now) ->
              Receiver.soon(
                  delivery.first().orderId().equals("o0") ? Receiver.refused(400) : Receiver.OK);
    };
  }

  private static boolean isUp(Instant now) {
    return now.getEpochSecond() / 60 % 30 < 20;
  }

  private static Receiver.Answer slow(int seconds) {
    Duration took = Duration.ofSeconds(seconds);
    return new Receiver.Answer(seconds == 15 ? new Outcome.TimedOut() : Receiver.OK, took);
  }
}
