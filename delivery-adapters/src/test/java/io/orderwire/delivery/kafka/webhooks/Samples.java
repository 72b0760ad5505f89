package io.orderwire.delivery.kafka.webhooks;

import io.orderwire.delivery.audit.Author;
import io.orderwire.delivery.history.EventType;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.webhook.Attempt;
import io.orderwire.delivery.webhook.Batch;
import io.orderwire.delivery.webhook.Cause;
import io.orderwire.delivery.webhook.Definition;
import io.orderwire.delivery.webhook.Endpoint;
import io.orderwire.delivery.webhook.EndpointActions.Change;
import io.orderwire.delivery.webhook.Format;
import io.orderwire.delivery.webhook.Limits;
import io.orderwire.delivery.webhook.Order;
import io.orderwire.delivery.webhook.Outcome;
import io.orderwire.delivery.webhook.Replay;
import io.orderwire.delivery.webhook.Secret;
import io.orderwire.delivery.webhook.Status;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Endpoints and attempts. */
final class Samples {
  static final Instant NOW = Instant.parse("2026-11-24T06:00:00.123Z");

  /** A change for which a partner asked. */
  static final Cause CAUSE = asked(Change.UPDATED);

  private Samples() {}

  /** A partner asked for a change, with a key. */
  static Cause asked(Change change) {
    return new Cause.Asked(change, new Author.PartnerKey("k1", "request-1", "192.0.2.7"));
  }

  /** With everything that may be there. */
  static Endpoint full(String partner, String id) {
    return new Endpoint(
        partner,
        id,
        new Definition(
            URI.create("https://acme.example/hook?a=1"),
            Optional.of("Zażółć"),
            Set.of(EventType.CREATED, EventType.CANCELLED),
            Order.PARTNER,
            Format.THIN,
            Optional.of(new Batch(7, 9_000)),
            new Limits(
                3,
                OptionalInt.of(50),
                OptionalInt.of(30),
                4_096,
                Duration.ofMillis(2_500),
                OptionalInt.of(1_000)),
            Definition.OnExhausted.SUSPEND,
            Definition.Handshake.CLOUDEVENTS,
            true),
        new Status(
            Status.State.SUSPENDED,
            Optional.of(Status.Reason.HISTORY_EXPIRED),
            NOW,
            Optional.of(NOW.plusMillis(1))),
        List.of(
            new Secret(new byte[] {1, 2, 3}, "whpk_1", NOW.plusMillis(2), Optional.empty()),
            new Secret(
                new byte[] {4, 5}, "whpk_2", NOW.plusMillis(3), Optional.of(NOW.plusMillis(4)))),
        new Position(2, 33),
        Optional.of(new Replay("rp_1", new Position(1, 5), 30, 100, NOW.plusMillis(5))),
        Optional.of(new Endpoint.Creation("key-1", "00ff")),
        1,
        NOW.plusMillis(6),
        NOW.plusMillis(7));
  }

  /** With nothing that may be left out. */
  static Endpoint plain(String partner, String id) {
    return new Endpoint(
        partner,
        id,
        new Definition(
            URI.create("https://acme.example/"),
            Optional.empty(),
            Set.of(),
            Order.NONE,
            Format.CLOUDEVENTS_BINARY,
            Optional.empty(),
            Limits.DEFAULT,
            Definition.OnExhausted.PARK,
            Definition.Handshake.CHALLENGE,
            false),
        Status.of(Status.State.ACTIVE, NOW),
        List.of(),
        Position.START,
        Optional.empty(),
        Optional.empty(),
        1,
        NOW,
        NOW);
  }

  /** An endpoint without its secrets' bytes, which have no equality. */
  static Endpoint withoutSecrets(Endpoint endpoint) {
    return new Endpoint(
        endpoint.partnerId(),
        endpoint.id(),
        endpoint.definition(),
        endpoint.status(),
        List.of(),
        endpoint.start(),
        endpoint.replay(),
        endpoint.creation(),
        endpoint.version(),
        endpoint.createdAt(),
        endpoint.updatedAt());
  }

  static Attempt attempt(String partner, int number, Outcome outcome) {
    return new Attempt(
        partner,
        "we_1",
        "id-" + number,
        "order.created",
        Optional.of(new Position(1, number)),
        number,
        true,
        NOW,
        Duration.ofNanos(1_234_000),
        outcome,
        512,
        "no \uFFFD",
        Optional.of(NOW.plusSeconds(5)));
  }

  /** Of a message that is no item. */
  static Attempt ofMessage(String partner) {
    return new Attempt(
        partner,
        "we_1",
        "msg_1",
        "endpoint.verification",
        Optional.empty(),
        1,
        false,
        NOW,
        Duration.ZERO,
        new Outcome.TimedOut(),
        0,
        "",
        Optional.empty());
  }
}
