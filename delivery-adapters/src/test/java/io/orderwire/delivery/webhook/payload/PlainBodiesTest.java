package io.orderwire.delivery.webhook.payload;

import static io.orderwire.delivery.webhook.payload.SampleItems.PARTNER;
import static io.orderwire.delivery.webhook.payload.SampleItems.cancelled;
import static io.orderwire.delivery.webhook.payload.SampleItems.compose;
import static io.orderwire.delivery.webhook.payload.SampleItems.definition;
import static io.orderwire.delivery.webhook.payload.SampleItems.delivery;
import static io.orderwire.delivery.webhook.payload.SampleItems.entry;
import static io.orderwire.delivery.webhook.payload.SampleItems.erased;
import static io.orderwire.delivery.webhook.payload.SampleItems.id;
import static io.orderwire.delivery.webhook.payload.SampleItems.text;
import static io.orderwire.delivery.webhook.payload.SampleItems.tree;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.webhook.Delivery;
import io.orderwire.delivery.webhook.Delivery.Entry;
import io.orderwire.delivery.webhook.Format;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PlainBodiesTest {
  @Test
  void full_holds_the_item_unchanged_and_its_place() {
    Event item = cancelled(7, "Zoë said \"no\"\n😀\u2028");
    Body body = compose(definition(Format.FULL), delivery(entry(item, 5)));
    assertThat(text(body))
        .isEqualTo(
            "{\"type\":\"order.cancelled\",\"timestamp\":\"2026-11-24T06:00:00.5Z\",\"sequence\":7,"
                + "\"previous_id\":\""
                + id(5)
                + "\",\"previous_sequence\":5,\"data\":"
                + new String(item.json(), UTF_8)
                + "}");
    assertThat(body.contentType()).isEqualTo("application/json");
    assertThat(body.headers()).isEmpty();
    assertThat(body.thinned()).isFalse();
    assertThat(tree(body).at("/data/data/reason").asString())
        .isEqualTo("Zoë said \"no\"\n😀\u2028");
  }

  @Test
  void the_first_item_has_nothing_before_it() {
    Entry first = new Entry(cancelled(7, "late"), new Position(3, 0));
    var json = tree(compose(definition(Format.FULL), delivery(first)));
    assertThat(json.get("previous_id").isNull()).isTrue();
    assertThat(json.get("previous_sequence").asLong()).isZero();
  }

  @Test
  void thin_holds_ids_only() {
    Body body = compose(definition(Format.THIN), delivery(entry(cancelled(7, "late"), 6)));
    assertThat(text(body))
        .isEqualTo(
            "{\"type\":\"order.cancelled\",\"timestamp\":\"2026-11-24T06:00:00.5Z\",\"sequence\":7,"
                + "\"previous_id\":\""
                + id(6)
                + "\",\"previous_sequence\":6,\"data\":{\"id\":\""
                + id(7)
                + "\",\"order_id\":\"ord-7\"}}");
    assertThat(body.thinned()).isFalse();
  }

  @Test
  void an_erased_item_has_the_time_of_its_erasure_and_no_order() {
    var full = tree(compose(definition(Format.FULL), delivery(entry(erased(7), 6))));
    assertThat(full.get("type").asString()).isEqualTo("erased");
    assertThat(full.get("timestamp").asString()).isEqualTo("2026-11-24T06:00:01.250Z");
    assertThat(full.get("data")).isEqualTo(tree(erased(7).json()));
    var thin = tree(compose(definition(Format.THIN), delivery(entry(erased(7), 6))));
    assertThat(thin.get("data").propertyNames()).containsExactly("id");
  }

  @Test
  void a_body_above_the_limit_becomes_thin_and_says_so() {
    Entry large = entry(cancelled(7, "x".repeat(2000)), 6);
    int size = compose(definition(Format.FULL), delivery(large)).bytes().length;
    Body fits = compose(definition(Format.FULL, Optional.empty(), size), delivery(large));
    assertThat(fits.thinned()).isFalse();
    Body body = compose(definition(Format.FULL, Optional.empty(), size - 1), delivery(large));
    assertThat(body.thinned()).isTrue();
    assertThat(text(body))
        .isEqualTo(
            "{\"type\":\"order.cancelled\",\"timestamp\":\"2026-11-24T06:00:00.5Z\",\"sequence\":7,"
                + "\"previous_id\":\""
                + id(6)
                + "\",\"previous_sequence\":6,\"thinned\":true,\"data\":{\"id\":\""
                + id(7)
                + "\",\"order_id\":\"ord-7\"}}");
  }

  @Test
  void a_trigger_says_how_much_is_pending_and_from_where_to_poll() {
    Delivery pending = new Delivery(List.of(entry(cancelled(90, "late"), 41)), 1, false, 38);
    String expected =
        "{\"type\":\"history.pending\",\"timestamp\":\"2026-11-24T07:00:00.123Z\",\"data\":"
            + "{\"pending\":38,\"cursor\":\""
            + id(41)
            + "\"}}";
    assertThat(text(compose(definition(Format.TRIGGER), pending))).isEqualTo(expected);
    assertThat(text(compose(definition(Format.FULL), pending))).isEqualTo(expected);
  }

  @Test
  void a_trigger_from_the_beginning_has_the_cursor_before_the_first_item() {
    Delivery one = delivery(new Entry(cancelled(1, "late"), Position.START));
    var data = tree(compose(definition(Format.TRIGGER), one)).get("data");
    assertThat(data.get("cursor").asString()).isEqualTo(id(0));
    assertThat(data.get("pending").asLong()).isEqualTo(1);
  }

  @Test
  void bodies_with_items_are_the_same_at_any_time() {
    Delivery item = delivery(entry(cancelled(7, "late"), 6));
    Body now = compose(definition(Format.FULL), item);
    Body later =
        Bodies.compose(PARTNER, definition(Format.FULL), item, SampleItems.NOW.plusSeconds(60));
    assertThat(later.bytes()).isEqualTo(now.bytes());
  }
}
