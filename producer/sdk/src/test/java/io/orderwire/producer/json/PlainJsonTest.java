package io.orderwire.producer.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.avro.OrderEvent;
import io.orderwire.schemas.EventRules;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read the short way is what is read in full. */
class PlainJsonTest {
  private static final UUID FALLBACK = new UUID(1, 2);
  private static final List<String> EVENTS =
      List.of(
          event(
              "order.created",
              """
              {"customer_id":"c-1","currency":"EUR","total":"12.50","items":[{"line":1,\
              "sku":"a b","quantity":5,"amount":"0.0001"},{"line":7,"sku":"~","quantity":123456789,\
              "amount":"12345678901234"}]}\
              """),
          event(
              "order.created",
              """
              {"items":[ {"amount":"0","quantity":1,"sku":"x","line":2} ] , "total":"1.5",\
              "currency":"USD","customer_id":"c","attributes":{"a":"","b":"2"}}\
              """),
          event("order.status_changed", "{\"from\":\"new\",\"to\":\"ready\"}"),
          event("order.status_changed", "{\"to\":\"new\",\"from\":\"ready\",\"reason\":\"why\"}"),
          event(
              "order.item_fulfilled",
              "{\"line\":1,\"sku\":\"s\",\"quantity\":1,\"carrier\":\"by hand\"}"),
          event("order.cancelled", "{\"by\":\"partner\",\"reason\":\"none\"}"));

  private static String event(String type, String data) {
    return """
    {"event_id":"0b5e9fd2-6B1b-4f8e-9c55-0a3c54b1d6e1","partner_id":"acme","order_id":"ord-1",\
    "occurred_at":"2026-11-24T06:00:00.123+01:00","type":"%s","data":%s}\
    """
        .formatted(type, data);
  }

  @Test
  void reads_plain_events_of_every_type() {
    for (String json : EVENTS) {
      byte[] bytes = json.getBytes(UTF_8);
      OrderEvent event = PlainJson.read(bytes, 0, bytes.length, null);
      assertThat(event).as(json).isNotNull();
      assertThat(EventRules.check(event)).isEmpty();
      sameAsInFull(event, bytes, null);
    }
  }

  @Test
  void takes_the_identity_that_is_given_where_there_is_none() {
    byte[] json = EVENTS.get(2).replaceFirst("\"event_id\":\"[^\"]*\",", "").getBytes(UTF_8);
    OrderEvent event = PlainJson.read(json, 0, json.length, FALLBACK);
    assertThat(event).isNotNull();
    sameAsInFull(event, json, FALLBACK);
    assertThat(PlainJson.read(json, 0, json.length, null)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "",
        "[]",
        "{\"type\":\"order.cancelled\"}",
        "{\"a\"",
        "null",
      })
  void leaves_other_texts_alone(String text) {
    byte[] json = text.getBytes(UTF_8);
    assertThat(PlainJson.read(json, 0, json.length, FALLBACK)).isNull();
  }

  @Property(tries = 30_000)
  void reads_what_was_changed_as_it_is_read_in_full_or_not_at_all(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] json = EVENTS.get(random.nextInt(EVENTS.size())).getBytes(UTF_8);
    for (int n = random.nextInt(3); n >= 0; n--) {
      json = changed(json, random);
    }
    UUID fallback = random.nextBoolean() ? FALLBACK : null;
    int before = random.nextInt(3);
    byte[] within = new byte[before + json.length + 2];
    Arrays.fill(within, (byte) '}');
    System.arraycopy(json, 0, within, before, json.length);

    OrderEvent event = PlainJson.read(within, before, json.length, fallback);

    if (event != null && EventRules.check(event).isEmpty()) {
      sameAsInFull(event, json, fallback);
    }
  }

  private static void sameAsInFull(OrderEvent event, byte[] json, @Nullable UUID fallback) {
    assertThat(EventJson.parseInFull(json, 0, json.length, fallback))
        .as(new String(json, UTF_8))
        .isEqualTo(new Parsed.Valid(event));
  }

  private static byte[] changed(byte[] json, Random random) {
    String alphabet = "\"\\{}[],: 0123456789.-aeztrnull\u007f\u00e9\t\n";
    byte[] put =
        alphabet.substring(random.nextInt(alphabet.length())).substring(0, 1).getBytes(UTF_8);
    int at = random.nextInt(json.length);
    int rest = at + (random.nextBoolean() ? 1 : 0);
    if (random.nextInt(4) == 0) {
      // A part of it once more, which makes fields appear twice.
      int from = random.nextInt(json.length);
      put = Arrays.copyOfRange(json, from, Math.min(json.length, from + random.nextInt(60)));
    } else if (random.nextInt(4) == 0) {
      put = new byte[0];
    }
    byte[] changed = new byte[at + put.length + json.length - rest];
    System.arraycopy(json, 0, changed, 0, at);
    System.arraycopy(put, 0, changed, at, put.length);
    System.arraycopy(json, rest, changed, at + put.length, json.length - rest);
    return changed.length == 0 ? new byte[] {' '} : changed;
  }
}
