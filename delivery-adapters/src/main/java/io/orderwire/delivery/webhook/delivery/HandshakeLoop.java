package io.orderwire.delivery.webhook.delivery;

import io.orderwire.delivery.webhook.Definition;
import io.orderwire.delivery.webhook.Endpoint;
import io.orderwire.delivery.webhook.Outcome;
import io.orderwire.delivery.webhook.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Asks a new endpoint, or one with another URL, whether it wants events, on the retry schedule,
 * before the first item is sent. A partner's loops begin at a pace, as an endpoint's URL may be
 * anybody's, and a partner may change it, or make endpoints anew, as fast as it can.
 */
final class HandshakeLoop implements Loop {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

  private final Endpoint endpoint;
  private final LoopParts parts;
  private final Pace pace;
  private final Handshake handshake;
  private final Records records;
  private final Mailbox<Boolean> stops = new Mailbox<>();

  /**
   * Nothing runs yet.
   *
   * @param pace of all partners' loops
   */
  HandshakeLoop(
      Endpoint endpoint, LoopParts parts, Pace pace, Handshake handshake, Records records) {
    this.endpoint = endpoint;
    this.parts = parts;
    this.pace = pace;
    this.handshake = handshake;
    this.records = records;
  }

  @Override
  public void stop() {
    stops.add(true);
  }

  @Override
  public End run() throws InterruptedException {
    int attempts = 0;
    while (stops.isEmpty()) {
      if (!parts.gate().isOpen(endpoint.partnerId())) {
        stops.await(LOOK_AGAIN);
        continue;
      }
      Duration pause = attempts == 0 ? pace.take(endpoint.partnerId()) : Duration.ZERO;
      if (pause.isPositive()) {
        stops.await(pause);
        continue;
      }
      attempts++;
      Handshake.Answer answer =
          endpoint.definition().handshake() == Definition.Handshake.CHALLENGE
              ? handshake.challenge(endpoint)
              : handshake.ask(endpoint);
      if (answer.agreed()) {
        records.message(endpoint, Handshake.TYPE, attempts, answer.sent(), Optional.empty());
        return new End.Verified(answer.requestsPerMinute());
      }
      Instant now = parts.clock().instant();
      Optional<Instant> next = parts.schedule().next(attempts, now, parts.random());
      records.message(endpoint, Handshake.TYPE, attempts, answer.sent(), next);
      if (answer.sent().reply().outcome()
              instanceof Outcome.Refused(int status, Optional<Duration> _)
          && status == 410) {
        return new End.Suspend(Status.Reason.GONE);
      }
      if (next.isEmpty()) {
        return new End.Suspend(Status.Reason.VERIFICATION_FAILED);
      }
      stops.await(Duration.between(now, next.get()));
    }
    return new End.Stopped();
  }
}
