package io.orderwire.delivery.webhook.delivery;

import io.orderwire.delivery.webhook.Delivery;
import io.orderwire.delivery.webhook.Endpoint;
import io.orderwire.delivery.webhook.Transport;
import io.orderwire.delivery.webhook.payload.Bodies;
import io.orderwire.delivery.webhook.payload.Body;
import io.orderwire.delivery.webhook.signing.Signer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Composes, signs and sends the requests of endpoints. Safe for use by many threads. */
final class Sender {
  private final Transport transport;
  private final InstantSource clock;
  private final LongSupplier nanos;

  /**
   * Over a transport.
   *
   * @param nanos a monotonic clock
   */
  Sender(Transport transport, InstantSource clock, LongSupplier nanos) {
    this.transport = transport;
    this.clock = clock;
    this.nanos = nanos;
  }

  /**
   * A request that has ended.
   *
   * @param webhookId its {@code webhook-id}
   * @param startedAt when it began
   * @param duration how long it took
   * @param bytes its body's size
   */
  record Sent(
      String webhookId, Instant startedAt, Duration duration, int bytes, Transport.Reply reply) {}

  /** Sends a delivery, and waits for its end. */
  Sent send(Endpoint endpoint, Signer signer, Delivery delivery) throws InterruptedException {
    Body body =
        Bodies.compose(endpoint.partnerId(), endpoint.definition(), delivery, clock.instant());
    Map<String, String> headers = new LinkedHashMap<>(body.headers());
    headers.put("content-type", body.contentType());
    if (delivery.replay()) {
      headers.put("webhook-replay", "true");
    }
    return post(endpoint, signer, delivery.webhookId(endpoint.partnerId()), headers, body.bytes());
  }

  /** Sends what is no item, such as a test, and waits for its end. */
  Sent sendMessage(Endpoint endpoint, Signer signer, String messageId, byte[] json)
      throws InterruptedException {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("content-type", "application/json");
    return post(endpoint, signer, messageId, headers, json);
  }

  /** Asks with OPTIONS whether the endpoint takes events, and waits for the answer. */
  Sent ask(Endpoint endpoint, Map<String, String> headers) throws InterruptedException {
    return exchange(endpoint, "OPTIONS", "", headers, new byte[0]);
  }

  private Sent post(
      Endpoint endpoint, Signer signer, String webhookId, Map<String, String> headers, byte[] body)
      throws InterruptedException {
    Instant now = clock.instant();
    headers.putAll(signer.headers(webhookId, now, body));
    return exchange(endpoint, "POST", webhookId, headers, body);
  }

  private Sent exchange(
      Endpoint endpoint, String method, String webhookId, Map<String, String> headers, byte[] body)
      throws InterruptedException {
    Instant startedAt = clock.instant();
    long began = nanos.getAsLong();
    Transport.Reply reply =
        transport.send(
            new Transport.Call(
                method,
                endpoint.definition().url(),
                headers,
                body,
                endpoint.definition().limits().timeout()));
    return new Sent(
        webhookId, startedAt, Duration.ofNanos(nanos.getAsLong() - began), body.length, reply);
  }
}
