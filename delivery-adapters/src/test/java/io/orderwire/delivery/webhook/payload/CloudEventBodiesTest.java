package io.orderwire.delivery.webhook.payload;

import static io.orderwire.delivery.webhook.payload.SampleItems.cancelled;
import static io.orderwire.delivery.webhook.payload.SampleItems.compose;
import static io.orderwire.delivery.webhook.payload.SampleItems.definition;
import static io.orderwire.delivery.webhook.payload.SampleItems.delivery;
import static io.orderwire.delivery.webhook.payload.SampleItems.entry;
import static io.orderwire.delivery.webhook.payload.SampleItems.erased;
import static io.orderwire.delivery.webhook.payload.SampleItems.id;
import static io.orderwire.delivery.webhook.payload.SampleItems.tree;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.webhook.Batch;
import io.orderwire.delivery.webhook.Delivery;
import io.orderwire.delivery.webhook.Delivery.Entry;
import io.orderwire.delivery.webhook.Format;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CloudEventBodiesTest {
  private final Event item = cancelled(7, "Zoë said \"no\" 😀");

  @Test
  void structured_mode_has_all_attributes_in_the_body() {
    Body body = compose(definition(Format.CLOUDEVENTS), delivery(entry(item, 5)));
    assertThat(body.contentType()).isEqualTo("application/cloudevents+json");
    assertThat(body.headers()).isEmpty();
    var event = tree(body);
    assertThat(event.propertyNames())
        .containsExactly(
            "specversion",
            "id",
            "source",
            "type",
            "time",
            "subject",
            "sequence",
            "previousid",
            "previoussequence",
            "datacontenttype",
            "data")
        .allMatch(name -> name.matches("[a-z0-9]{1,20}"));
    assertThat(event.get("specversion").asString()).isEqualTo("1.0");
    assertThat(event.get("id").asString()).isEqualTo(id(7));
    assertThat(event.get("source").asString()).isEqualTo("urn:orderwire:partner:acme");
    assertThat(event.get("type").asString()).isEqualTo("io.orderwire.order.cancelled");
    assertThat(event.get("time").asString()).isEqualTo("2026-11-24T06:00:00.5Z");
    assertThat(event.get("subject").asString()).isEqualTo("ord-7");
    assertThat(event.get("sequence").isString()).isTrue();
    assertThat(event.get("sequence").asString()).isEqualTo("0000000000000000007");
    assertThat(event.get("previousid").asString()).isEqualTo(id(5));
    assertThat(event.get("previoussequence").asString()).isEqualTo("0000000000000000005");
    assertThat(event.get("datacontenttype").asString()).isEqualTo("application/json");
  }

  @Test
  void the_data_is_the_item_and_what_came_before_it() {
    Body body = compose(definition(Format.CLOUDEVENTS), delivery(entry(item, 5)));
    String json = new String(item.json(), UTF_8);
    assertThat(SampleItems.text(body))
        .endsWith(
            "\"data\":"
                + json.substring(0, json.length() - 1)
                + ",\"previous_id\":\""
                + id(5)
                + "\",\"previous_sequence\":5}}");
  }

  @Test
  void binary_mode_has_the_attributes_in_header_fields_and_the_same_data() {
    Delivery one = delivery(entry(item, 5));
    Body body = compose(definition(Format.CLOUDEVENTS_BINARY), one);
    assertThat(body.contentType()).isEqualTo("application/json");
    assertThat(body.headers())
        .isEqualTo(
            Map.of(
                "ce-specversion", "1.0",
                "ce-id", id(7),
                "ce-source", "urn:orderwire:partner:acme",
                "ce-type", "io.orderwire.order.cancelled",
                "ce-time", "2026-11-24T06:00:00.5Z",
                "ce-subject", "ord-7",
                "ce-sequence", "0000000000000000007",
                "ce-previousid", id(5),
                "ce-previoussequence", "0000000000000000005"));
    assertThat(tree(body))
        .isEqualTo(tree(compose(definition(Format.CLOUDEVENTS), one)).get("data"));
  }

  @Test
  void the_first_item_and_an_erased_one_leave_out_what_they_do_not_have() {
    Entry first = new Entry(erased(7), Position.START);
    var event = tree(compose(definition(Format.CLOUDEVENTS), delivery(first)));
    assertThat(event.has("previousid")).isFalse();
    assertThat(event.has("subject")).isFalse();
    assertThat(event.get("previoussequence").asString()).isEqualTo("0".repeat(19));
    assertThat(event.at("/data/previous_id").isNull()).isTrue();
    assertThat(event.get("type").asString()).isEqualTo("io.orderwire.erased");
  }

  @ParameterizedTest
  @CsvSource({"CLOUDEVENTS", "CLOUDEVENTS_BINARY"})
  void above_the_limit_the_data_is_ids_and_says_so(Format format) {
    Entry large = entry(cancelled(7, "x".repeat(2000)), 6);
    int size = compose(definition(format), delivery(large)).bytes().length;
    assertThat(compose(definition(format, Optional.empty(), size), delivery(large)).thinned())
        .isFalse();
    Body body = compose(definition(format, Optional.empty(), size - 1), delivery(large));
    assertThat(body.thinned()).isTrue();
    var data = format == Format.CLOUDEVENTS ? tree(body).get("data") : tree(body);
    assertThat(data.propertyNames())
        .containsExactly(
            "id", "sequence", "order_id", "previous_id", "previous_sequence", "thinned");
    if (format == Format.CLOUDEVENTS) {
      assertThat(tree(body).get("thinned").isBoolean()).isTrue();
    } else {
      assertThat(body.headers()).containsEntry("ce-thinned", "true");
    }
  }

  @Test
  void what_is_thin_is_never_above_the_least_limit() {
    String partner = "p".repeat(64);
    Position position = new Position(Integer.MAX_VALUE, Long.MAX_VALUE);
    Event large = cancelled(partner, position, "o".repeat(128), "x".repeat(2000));
    Delivery one = delivery(new Entry(large, new Position(Integer.MAX_VALUE, Long.MAX_VALUE - 1)));
    for (Format format : Format.values()) {
      Body body =
          Bodies.compose(
              partner, definition(format, Optional.empty(), 1 << 10), one, SampleItems.NOW);
      assertThat(body.bytes()).as("%s", format).hasSizeLessThanOrEqualTo(1 << 10);
    }
  }

  @Test
  void a_batch_is_an_array_of_events_as_in_structured_mode() {
    Entry one = entry(item, 5);
    Entry other = entry(erased(8), 7);
    Body body =
        compose(
            definition(Format.CLOUDEVENTS, Optional.of(new Batch(10, 1 << 20)), 1 << 20),
            delivery(one, other));
    assertThat(body.contentType()).isEqualTo("application/cloudevents-batch+json");
    assertThat(tree(body)).hasSize(2);
    assertThat(tree(body).get(0))
        .isEqualTo(tree(compose(definition(Format.CLOUDEVENTS), delivery(one))));
    assertThat(tree(body).get(1))
        .isEqualTo(tree(compose(definition(Format.CLOUDEVENTS), delivery(other))));
  }

  @Test
  void a_trigger_is_an_event_of_its_own() {
    Delivery pending = new Delivery(List.of(entry(cancelled(90, "late"), 41)), 1, false, 38);
    var event = tree(compose(definition(Format.CLOUDEVENTS), pending));
    assertThat(event.get("id").asString()).isEqualTo("pending~" + id(90));
    assertThat(event.get("type").asString()).isEqualTo("io.orderwire.history.pending");
    assertThat(event.at("/data/cursor").asString()).isEqualTo(id(41));
    Body binary = compose(definition(Format.CLOUDEVENTS_BINARY), pending);
    assertThat(binary.headers())
        .containsEntry("ce-type", "io.orderwire.history.pending")
        .containsEntry("ce-time", "2026-11-24T07:00:00.123Z");
    assertThat(tree(binary)).isEqualTo(event.get("data"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "Euro € 😀, Euro%20%E2%82%AC%20%F0%9F%98%80",
        "'a\"b%c~d', a%22b%25c~d",
        "ord-1:2._, ord-1:2._"
      })
  void header_values_are_percent_encoded(String value, String encoded) {
    assertThat(PercentEncoding.encode(value)).isEqualTo(encoded);
    assertThat(PercentEncoding.encode("\r\n\u007f")).isEqualTo("%0D%0A%7F");
  }
}
