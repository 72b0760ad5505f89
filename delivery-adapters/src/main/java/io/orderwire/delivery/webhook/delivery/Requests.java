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
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a cursor's requests, and records them. */
final class Requests {
  private static final Logger LOG = LoggerFactory.getLogger(Requests.class);

  private static final int BYTES_PER_WEIGHT = 32 << 10;

  private final Sender sender;
  private final Signer signer;
  private final Records records;
  private final DeliveryMeters meters;
  private final InstantSource clock;
  private final Senders senders;
  private final Line line = new Line();

  Requests(
      Sender sender,
      Signer signer,
      Records records,
      DeliveryMeters meters,
      InstantSource clock,
      Senders senders) {
    this.sender = sender;
    this.signer = signer;
    this.records = records;
    this.meters = meters;
    this.clock = clock;
    this.senders = senders;
  }

  /**
   * Makes a request as soon as it is its turn.
   *
   * @param wanted whether it is to be made, asked in its thread when it is its turn
   * @param ended told once, in its thread or by {@link #withdraw}, whatever happens; empty where it
   *     was not made
   */
  void begin(
      Cursor cursor,
      Delivery delivery,
      BooleanSupplier wanted,
      Consumer<Optional<Sender.Sent>> ended) {
    int weight = 1 + delivery.bytes() / BYTES_PER_WEIGHT;
    senders.run(
        line,
        new Line.Request() {
          @Override
          public int weight() {
            return weight;
          }

          @Override
          public void run() {
            Optional<Sender.Sent> sent = send(cursor, delivery, wanted);
            sent.ifPresent(one -> line.answered(one.reply().outcome().isAnswer()));
            ended.accept(sent);
          }

          @Override
          public void withdraw() {
            ended.accept(Optional.empty());
          }
        });
  }

  /** Those that wait for their turn end without being made. */
  void withdraw() {
    senders.withdraw(line);
  }

  private Optional<Sender.Sent> send(Cursor cursor, Delivery delivery, BooleanSupplier wanted) {
    Instant begun = clock.instant();
    try {
      return wanted.getAsBoolean()
          ? Optional.of(sender.send(cursor.endpoint(), signer, delivery))
          : Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of(unsent(cursor, delivery, begun));
    } catch (RuntimeException | Error e) {
      // A defect must not leave the loop waiting for this request.
      LOG.atError()
          .addKeyValue("partnerId", cursor.partnerId())
          .addKeyValue("endpointId", cursor.endpoint().id())
          .addKeyValue("sequence", delivery.first().position().sequence())
          .setCause(e)
          .log("A webhook request failed by a defect");
      return Optional.of(unsent(cursor, delivery, begun));
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
