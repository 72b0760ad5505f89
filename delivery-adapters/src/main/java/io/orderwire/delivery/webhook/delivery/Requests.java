package io.orderwire.delivery.webhook.delivery;

import io.orderwire.delivery.webhook.Delivery;
import io.orderwire.delivery.webhook.Outcome;
import io.orderwire.delivery.webhook.Transport;
import io.orderwire.delivery.webhook.dispatch.Settled;
import io.orderwire.delivery.webhook.signing.Signer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a cursor's requests, each in a thread of its own, and records them. */
final class Requests {
  private static final Logger LOG = LoggerFactory.getLogger(Requests.class);

  private final Sender sender;
  private final Signer signer;
  private final Records records;
  private final DeliveryMeters meters;
  private final InstantSource clock;
  private final ThreadFactory threads;

  Requests(
      Sender sender,
      Signer signer,
      Records records,
      DeliveryMeters meters,
      InstantSource clock,
      ThreadFactory threads) {
    this.sender = sender;
    this.signer = signer;
    this.records = records;
    this.meters = meters;
    this.clock = clock;
    this.threads = threads;
  }

  /**
   * Begins a request.
   *
   * @param ended told once, in the request's thread, whatever happens
   */
  void begin(Cursor cursor, Delivery delivery, Consumer<Sender.Sent> ended) {
    threads.newThread(() -> ended.accept(send(cursor, delivery))).start();
  }

  private Sender.Sent send(Cursor cursor, Delivery delivery) {
    Instant begun = clock.instant();
    try {
      return sender.send(cursor.endpoint(), signer, delivery);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unsent(cursor, delivery, begun);
    } catch (RuntimeException | Error e) {
      // A defect must not leave the loop waiting for this request.
      LOG.atError()
          .addKeyValue("partnerId", cursor.partnerId())
          .addKeyValue("endpointId", cursor.endpoint().id())
          .addKeyValue("sequence", delivery.first().position().sequence())
          .setCause(e)
          .log("A webhook request failed by a defect");
      return unsent(cursor, delivery, begun);
    }
  }

  private static Sender.Sent unsent(Cursor cursor, Delivery delivery, Instant begun) {
    return new Sender.Sent(
        delivery.webhookId(cursor.partnerId()),
        begun,
        Duration.ZERO,
        0,
        new Transport.Reply(
            new Outcome.Unreachable(Outcome.Cause.CONNECTION_LOST), Map.of(), new byte[0]));
  }

  /** Records how a request ended, and what follows from it. */
  void ended(Cursor cursor, Delivery delivery, Sender.Sent sent, Settled settled) {
    Optional<Instant> next =
        settled instanceof Settled.RetryAt(Instant at, int _) ? Optional.of(at) : Optional.empty();
    meters.attempted(sent.reply().outcome(), sent.duration());
    records.delivery(cursor.endpoint(), delivery, sent, next);
  }
}
