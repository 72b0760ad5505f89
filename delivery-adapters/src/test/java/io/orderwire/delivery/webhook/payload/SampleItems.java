package io.orderwire.delivery.webhook.payload;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.EventType;
import io.orderwire.delivery.history.ItemIds;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.webhook.Batch;
import io.orderwire.delivery.webhook.Definition;
import io.orderwire.delivery.webhook.Delivery;
import io.orderwire.delivery.webhook.Delivery.Entry;
import io.orderwire.delivery.webhook.Format;
import io.orderwire.delivery.webhook.Limits;
import io.orderwire.delivery.webhook.Order;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Items as the history renders them, and what is asked of their bodies. */
final class SampleItems {
  static final String PARTNER = "acme";
  static final Instant NOW = Instant.parse("2026-11-24T07:00:00.1239Z");
  static final String OCCURRED = "2026-11-24T06:00:00.5Z";
  static final Instant RECORDED = Instant.parse("2026-11-24T06:00:01.25Z");

  private static final JsonMapper JSON = new JsonMapper();

  private SampleItems() {}

  /** A cancelled order with a reason of any text, which Jackson escapes. */
  static Event cancelled(long sequence, String reason) {
    return cancelled(PARTNER, new Position(0, sequence), "ord-" + sequence, reason);
  }

  static Event cancelled(String partner, Position position, String order, String reason) {
    String json =
        "{\"id\":\"%s\",\"sequence\":%d,\"type\":\"order.cancelled\",\"occurred_at\":\"%s\",\"recorded_at\":\"%s\",\"order_id\":\"%s\",\"data\":{\"by\":\"customer\",\"reason\":%s}}"
            .formatted(
                ItemIds.encode(partner, position),
                position.sequence(),
                OCCURRED,
                RECORDED,
                order,
                JSON.writeValueAsString(reason));
    return new Event(
        position, EventType.CANCELLED, order, RECORDED, json.getBytes(UTF_8), new byte[0]);
  }

  static Event erased(long sequence) {
    Position position = new Position(0, sequence);
    String json =
        "{\"id\":\"%s\",\"sequence\":%d,\"type\":\"erased\",\"recorded_at\":\"%s\"}"
            .formatted(ItemIds.encode(PARTNER, position), sequence, RECORDED);
    return new Event(position, EventType.ERASED, "", RECORDED, json.getBytes(UTF_8), new byte[0]);
  }

  static Entry entry(Event event, long previous) {
    return new Entry(event, new Position(0, previous));
  }

  /** Items 1 and on, each with its reason. */
  static List<Entry> entries(List<String> reasons) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < reasons.size(); i++) {
      entries.add(entry(cancelled(i + 1, reasons.get(i)), i));
    }
    return entries;
  }

  static Delivery delivery(Entry... entries) {
    return new Delivery(List.of(entries), 1, false, 0);
  }

  static Definition definition(Format format) {
    return definition(format, Optional.empty(), 1 << 18);
  }

  static Definition definition(Format format, Optional<Batch> batch, int maxBodyBytes) {
    return new Definition(
        URI.create("https://acme.example/hooks"),
        Optional.empty(),
        Set.of(),
        Order.PARTNER,
        format,
        batch,
        new Limits(
            1,
            Limits.DEFAULT.requestsPerSecond(),
            Limits.DEFAULT.requestsPerMinute(),
            maxBodyBytes,
            Limits.DEFAULT.timeout(),
            Limits.DEFAULT.triggerAboveLag()),
        Definition.OnExhausted.SUSPEND,
        Definition.Handshake.CHALLENGE,
        false);
  }

  static Body compose(Definition definition, Delivery delivery) {
    return Bodies.compose(PARTNER, definition, delivery, NOW);
  }

  static String id(long sequence) {
    return ItemIds.encode(PARTNER, new Position(0, sequence));
  }

  static String text(Body body) {
    return new String(body.bytes(), UTF_8);
  }

  static JsonNode tree(Body body) {
    return JSON.readTree(body.bytes());
  }

  static JsonNode tree(byte[] json) {
    return JSON.readTree(json);
  }
}
