package io.orderwire.producer.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.avro.OrderCancelled;
import io.orderwire.avro.OrderCreated;
import io.orderwire.avro.OrderEvent;
import io.orderwire.avro.OrderItem;
import io.orderwire.avro.OrderItemFulfilled;
import io.orderwire.avro.OrderStatusChanged;
import io.orderwire.schemas.Violation;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventJsonTest {

  private static final String ID = "3238dcb7-b4b4-374e-aeb7-f33bd967c587";
  private static final String HEAD =
      "{\"event_id\":\"" + ID + "\",\"partner_id\":\"acme\",\"order_id\":\"ord-1\",";
  private static final String CREATED =
      "\"data\":{\"customer_id\":\"c\",\"currency\":\"USD\",\"total\":\"12.50\",\"items\":["
          + "{\"line\":1,\"sku\":\"s\",\"quantity\":2,\"amount\":\"12.5\"}]}}";
  private static final String VALID =
      HEAD + "\"occurred_at\":\"2026-11-24T06:00:00Z\",\"type\":\"order.created\"," + CREATED;

  private static OrderEvent valid(String json) {
    Parsed parsed = EventJson.parse(json.getBytes(StandardCharsets.UTF_8));
    assertThat(parsed).isInstanceOf(Parsed.Valid.class);
    return ((Parsed.Valid) parsed).event();
  }

  private static Parsed.Invalid invalid(byte[] json) {
    Parsed parsed = EventJson.parse(json);
    assertThat(parsed).isInstanceOf(Parsed.Invalid.class);
    return (Parsed.Invalid) parsed;
  }

  private static List<Violation> faults(String json) {
    Parsed.Invalid invalid = invalid(json.getBytes(StandardCharsets.UTF_8));
    assertThat(invalid.reason()).isEqualTo(Parsed.Reason.INVALID_EVENT);
    return invalid.violations();
  }

  private static String jsonFault(String json) {
    return jsonFault(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String jsonFault(byte[] json) {
    Parsed.Invalid invalid = invalid(json);
    assertThat(invalid.reason()).isEqualTo(Parsed.Reason.INVALID_JSON);
    assertThat(invalid.violations()).hasSize(1);
    assertThat(invalid.violations().get(0).field()).isEmpty();
    return invalid.violations().get(0).reason();
  }

  private static String with(String from, String to) {
    assertThat(VALID).contains(from);
    return VALID.replace(from, to);
  }

  @Test
  void reads_an_order_created() {
    OrderEvent event = valid(VALID.replace("]}}", "],\"attributes\":{\"shop\":\"Köln 🍵\"}}}"));

    assertThat(event)
        .isEqualTo(
            new OrderEvent(
                UUID.fromString(ID),
                "acme",
                "ord-1",
                Instant.parse("2026-11-24T06:00:00Z"),
                new OrderCreated(
                    "c",
                    "USD",
                    new BigDecimal("12.5000"),
                    List.of(new OrderItem(1, "s", 2, new BigDecimal("12.5000"))),
                    Map.of("shop", "Köln 🍵"))));
  }

  @Test
  void reads_the_other_types() {
    String middle = HEAD + "\"occurred_at\":\"2026-11-24T06:00:00Z\",\"type\":";

    assertThat(
            valid(
                    middle
                        + "\"order.status_changed\",\"data\":{\"from\":\"new\",\"to\":\"accepted\"}}")
                .getData())
        .isEqualTo(new OrderStatusChanged("new", "accepted", null));
    assertThat(
            valid(
                    middle
                        + "\"order.item_fulfilled\",\"data\":{\"line\":1,\"sku\":\"s\",\"quantity\":2,"
                        + "\"carrier\":\"DHL\"}}")
                .getData())
        .isEqualTo(new OrderItemFulfilled(1, "s", 2, "DHL"));
    assertThat(
            valid(
                    middle
                        + "\"order.cancelled\",\"data\":{\"by\":\"customer\",\"reason\":\"late\"}}")
                .getData())
        .isEqualTo(new OrderCancelled("customer", "late"));
  }

  @Test
  void takes_data_before_type() {
    String reordered =
        HEAD
            + CREATED.substring(0, CREATED.length() - 1)
            + ",\"occurred_at\":\"2026-11-24T06:00:00Z\",\"type\":\"order.created\"}";

    assertThat(valid(reordered)).isEqualTo(valid(VALID));
  }

  @Test
  void tells_faults_in_data_before_type() {
    String reordered =
        HEAD
            + CREATED.substring(0, CREATED.length() - 1).replace("\"12.50\"", "12.50")
            + ",\"occurred_at\":\"2026-11-24T06:00:00Z\",\"type\":\"order.created\"}";

    assertThat(faults(reordered))
        .containsExactly(new Violation("data.total", "must be a string, is a number"));
  }

  @Test
  void gives_the_fallback_identity_to_an_event_without_one() {
    UUID fallback = new UUID(1, 2);
    byte[] json = with("\"event_id\":\"" + ID + "\",", "").getBytes(StandardCharsets.UTF_8);

    Parsed parsed = EventJson.parse(json, 0, json.length, fallback);

    assertThat(((Parsed.Valid) parsed).event().getEventId()).isEqualTo(fallback);
  }

  @Test
  void prefers_the_identity_that_is_given() {
    byte[] json = VALID.getBytes(StandardCharsets.UTF_8);

    Parsed parsed = EventJson.parse(json, 0, json.length, new UUID(1, 2));

    assertThat(((Parsed.Valid) parsed).event().getEventId()).isEqualTo(UUID.fromString(ID));
  }

  @Test
  void tells_every_missing_field() {
    assertThat(faults("{\"type\":\"order.created\",\"data\":{}}"))
        .extracting(Violation::field)
        .containsExactlyInAnyOrder(
            "event_id",
            "partner_id",
            "order_id",
            "occurred_at",
            "data.customer_id",
            "data.currency",
            "data.total",
            "data.items");
  }

  @Test
  void tells_extra_fields_with_their_path() {
    String extra =
        with("\"amount\":\"12.5\"", "\"amount\":\"12.5\",\"x\":{\"y\":[1]}")
            .replaceFirst("\\{", "{\"zz\\\\u0000\":null,");

    assertThat(faults(extra))
        .containsExactlyInAnyOrder(
            new Violation("zz?", "unknown field"),
            new Violation("data.items[0].x", "unknown field"));
  }

  @Test
  void tells_repeated_fields() {
    String twice =
        with("\"sku\":\"s\"", "\"sku\":\"s\",\"sku\":\"t\"")
            .replace("{\"event_id\"", "{\"partner_id\":\"acme\",\"event_id\"")
            .replace("]}}", "],\"attributes\":{\"a\":\"1\",\"a\":\"1\"}}}");

    assertThat(faults(twice))
        .containsExactlyInAnyOrder(
            new Violation("partner_id", "appears twice"),
            new Violation("data.items[0].sku", "appears twice"),
            new Violation("data.attributes.a", "appears twice"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"partner_id\":\"acme\"|\"partner_id\":7|partner_id|must be a string, is a number",
        "\"partner_id\":\"acme\"|\"partner_id\":null|partner_id|must be a string, is null",
        "\"line\":1|\"line\":\"1\"|data.items[0].line|must be an integer, is a string",
        "\"line\":1|\"line\":1.0|data.items[0].line|must be an integer, without point and exponent",
        "\"line\":1|\"line\":1e400|data.items[0].line|must be an integer, without point and exponent",
        "\"line\":1|\"line\":2147483648|data.items[0].line|is out of range",
        "\"line\":1|\"line\":99999999999999999999999|data.items[0].line|is out of range",
        "\"quantity\":2|\"quantity\":true|data.items[0].quantity|must be an integer, is a boolean",
        "\"total\":\"12.50\"|\"total\":12.50|data.total|must be a string, is a number",
        "\"type\":\"order.created\"|\"type\":[]|type|must be a string, is an array",
        "\"sku\":\"s\"|\"sku\":\"a\\u0000b\"|data.items[0].sku|contains NUL",
        "\"sku\":\"s\"|\"sku\":\"\\ud800\"|data.items[0].sku|contains a lone surrogate",
        "\"sku\":\"s\"|\"sku\":\"\\udc00\\ud800\"|data.items[0].sku|contains a lone surrogate",
      })
  void tells_wrong_types_and_texts(String from, String to, String field, String reason) {
    assertThat(faults(with(from, to))).contains(new Violation(field, reason));
  }

  @Test
  void tells_data_items_and_attributes_of_the_wrong_kind() {
    String items = VALID.substring(VALID.indexOf('['), VALID.indexOf(']') + 1);

    assertThat(faults(with(items, "{}")))
        .contains(new Violation("data.items", "must be an array, is an object"));
    assertThat(faults(with(items, "[7]")))
        .contains(new Violation("data.items[0]", "must be an object, is a number"));
    assertThat(faults(with(items, items + ",\"attributes\":{\"a\":{}}")))
        .contains(new Violation("data.attributes.a", "must be a string, is an object"));
    assertThat(faults(VALID.substring(0, VALID.indexOf("\"data\"")) + "\"data\":[1,{}]}"))
        .contains(new Violation("data", "must be an object, is an array"));
  }

  @Test
  void tells_an_unknown_type() {
    assertThat(faults(with("\"order.created\"", "\"order.lost\"")))
        .containsExactly(
            new Violation(
                "type",
                "unknown type; known are order.created, order.status_changed,"
                    + " order.item_fulfilled, order.cancelled"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1-1-1-1-1",
        "",
        "3238dcb7b4b4374eaeb7f33bd967c587xxxx",
        "3238dcb7-b4b4-374e-aeb7-f33bd967c58٣"
      })
  void refuses_what_is_no_uuid(String id) {
    assertThat(faults(VALID.replace(ID, id)))
        .containsExactly(
            new Violation("event_id", "must be a UUID in its canonical form of 36 characters"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{\"event_id\":",
        "{\"event_id\":\"a",
        "{a:1}",
        "{'a':1}",
        "{\"a\":1,}",
        "{\"a\":NaN}",
        "{\"a\":Infinity}",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":1.}",
        "{\"a\":tru}",
        "{\"a\":\"\u0001\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":1}}",
        "// comment\n{}",
        "}",
      })
  void refuses_malformed_json(String json) {
    assertThat(jsonFault(json)).startsWith("malformed JSON");
  }

  @ParameterizedTest
  @CsvSource({"[],an array", "null,null", "7,a number", "\"x\",a string"})
  void refuses_what_is_no_object(String json, String kind) {
    assertThat(faults(json)).contains(new Violation("", "must be an object, is " + kind));
  }

  @Test
  void refuses_an_empty_text() {
    assertThat(faults("  ")).containsExactly(new Violation("", "is empty"));
  }

  @Test
  void refuses_anything_behind_the_event() {
    assertThat(jsonFault(VALID + " {}")).isEqualTo("something follows the event");
    assertThat(jsonFault(VALID + "x")).startsWith("malformed JSON at character");
    assertThat(valid(VALID + " \n\t")).isNotNull();
  }

  @Test
  void refuses_a_byte_order_mark() {
    assertThat(jsonFault("\uFEFF" + VALID)).isEqualTo("begins with a byte order mark");
  }

  @Test
  void refuses_invalid_utf8() {
    for (int[] bytes :
        new int[][] {
          {0xff}, {0xc0, 0x80}, {0xed, 0xa0, 0x80}, {0xf4, 0x90, 0x80, 0x80}, {0xe2, 0x82}
        }) {
      byte[] json = VALID.getBytes(StandardCharsets.UTF_8);
      int at = VALID.indexOf("ord-1");
      for (int i = 0; i < bytes.length; i++) {
        json[at + i] = (byte) bytes[i];
      }
      assertThat(jsonFault(json)).isEqualTo("is not valid UTF-8");
    }
  }

  @Test
  void refuses_other_encodings() {
    assertThat(jsonFault(VALID.getBytes(StandardCharsets.UTF_16LE))).isNotEmpty();
  }

  @Test
  void refuses_deep_nesting_and_endless_numbers_and_names() {
    String deep = "{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

    assertThat(jsonFault(deep)).isEqualTo("is nested more than 16 levels deep");
    assertThat(jsonFault("{\"x\":" + "9".repeat(10_000) + "}"))
        .isEqualTo("has a number of more than 100 characters");
    assertThat(jsonFault("{\"" + "x".repeat(100_000) + "\":1}"))
        .isEqualTo("has a name of more than 1024 characters");
  }

  @Test
  void refuses_more_than_256_kib() {
    byte[] json = with("\"s\"", '"' + "s".repeat(262_144) + '"').getBytes(StandardCharsets.UTF_8);

    assertThat(invalid(json).reason()).isEqualTo(Parsed.Reason.TOO_LARGE);
  }

  @Test
  void bounds_the_number_of_violations() {
    StringBuilder extra = new StringBuilder("{");
    for (int i = 0; i < 10_000; i++) {
      extra.append("\"f").append(i).append("\":0,");
    }

    assertThat(faults(extra.append("\"z\":0}").toString())).hasSize(100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "abcdefghij"})
  void refuses_ids_of_wrong_length_or_grammar(String suffix) {
    String name =
        suffix.isEmpty() ? "" : suffix.repeat(100_000 / suffix.length()).toUpperCase(Locale.ROOT);

    assertThat(faults(with("\"acme\"", '"' + name + '"')))
        .extracting(Violation::field)
        .containsExactly("partner_id");
    assertThat(faults(with("\"ord-1\"", '"' + name + '"')))
        .extracting(Violation::field)
        .containsExactly("order_id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"events", "created-history", "a/b", "ä"})
  void refuses_order_ids_that_are_routes_or_not_of_the_alphabet(String orderId) {
    assertThat(faults(with("\"ord-1\"", '"' + orderId + '"')))
        .extracting(Violation::field)
        .containsExactly("order_id");
  }

  @Test
  void reads_out_of_a_longer_array() {
    byte[] json = ("xx" + VALID + "yy").getBytes(StandardCharsets.UTF_8);

    assertThat(EventJson.parse(json, 2, json.length - 4, null)).isInstanceOf(Parsed.Valid.class);
  }
}
