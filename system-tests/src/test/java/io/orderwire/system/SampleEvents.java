package io.orderwire.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.avro.OrderEvent;
import io.orderwire.producer.json.EventJson;
import io.orderwire.producer.json.Parsed;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Event JSON for tests. */
public final class SampleEvents {
  private SampleEvents() {}

  /** A small order. */
  public static String created(String partnerId, String orderId, UUID eventId) {
    return event(
        partnerId,
        orderId,
        eventId,
        "order.created",
        """
        {"customer_id":"c-1","currency":"EUR","total":"12.50",\
        "items":[{"line":1,"sku":"espresso","quantity":5,"amount":"12.50"}]}""");
  }

  /** A small order, as the SDK sends it. */
  public static OrderEvent created(String partnerId, String orderId) {
    byte[] json = created(partnerId, orderId, UUID.randomUUID()).getBytes(UTF_8);
    return ((Parsed.Valid) EventJson.parse(json)).event();
  }

  /** A cancelled order. */
  public static String cancelled(String partnerId, String orderId, UUID eventId) {
    return event(
        partnerId,
        orderId,
        eventId,
        "order.cancelled",
        "{\"by\":\"customer\",\"reason\":\"changed their mind\"}");
  }

  /** Any event. */
  static String event(String partnerId, String orderId, UUID eventId, String type, String data) {
    return """
    {"event_id":"%s","partner_id":"%s","order_id":"%s","occurred_at":"2026-11-24T06:00:00Z",\
    "type":"%s","data":%s}"""
        .formatted(eventId, partnerId, orderId, type, data);
  }

  /** Sends one event, which must be accepted. */
  public static void post(LocalSystem system, String event) {
    Answer answer = system.ingest().post("/v1/events", event);
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
  }

  /** Sends many events in one request, all of which must be accepted. */
  public static void post(LocalSystem system, Stream<String> events) {
    Answer answer =
        system
            .ingest()
            .send(
                "POST",
                "/v1/events",
                BodyPublishers.ofString(events.collect(Collectors.joining("\n", "", "\n"))),
                "Content-Type",
                "application/x-ndjson",
                "Prefer",
                "return=minimal");
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
  }
}
