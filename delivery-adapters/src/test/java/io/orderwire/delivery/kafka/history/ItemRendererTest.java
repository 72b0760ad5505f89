package io.orderwire.delivery.kafka.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.avro.OrderCancelled;
import io.orderwire.avro.OrderCreated;
import io.orderwire.avro.OrderEvent;
import io.orderwire.avro.OrderItem;
import io.orderwire.avro.OrderItemFulfilled;
import io.orderwire.avro.OrderStatusChanged;
import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.Position;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ItemRendererTest {
  private static String rendered(String occurredAt, Object data) {
    Event item =
        ItemRenderer.event(
            "acme",
            new Position(0, 7),
            new OrderEvent(new UUID(0, 1), "acme", "ord-1", Instant.parse(occurredAt), data),
            Instant.parse("2026-11-24T06:00:00.120Z"));
    return new String(item.json(), UTF_8);
  }

  private static OrderCreated created(String currency, String amount) {
    BigDecimal decimal = new BigDecimal(amount).setScale(4);
    return new OrderCreated(
        "c", currency, decimal, List.of(new OrderItem(1, "s", 2, decimal)), null);
  }

  @ParameterizedTest
  @CsvSource({
    "USD, 138053.06, 138053.06",
    "USD, 5, 5.00",
    "USD, 0.1234, 0.1234",
    "USD, 0, 0.00",
    "JPY, 500, 500",
    "JPY, 500.5, 500.5",
    "BHD, 1.5, 1.500",
    "XAU, 2, 2",
    "USD, 999999999999999.9999, 999999999999999.9999"
  })
  void amounts_have_at_least_the_currencys_fraction_digits(
      String currency, String amount, String expected) {
    assertThat(rendered("2026-11-24T06:00:00Z", created(currency, amount)))
        .contains("\"total\":\"" + expected + "\"")
        .contains("\"amount\":\"" + expected + "\"")
        .doesNotContain("attributes");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-24T06:00:00Z, 2026-11-24T06:00:00Z",
    "2026-11-24T06:00:00.5Z, 2026-11-24T06:00:00.5Z",
    "2026-11-24T06:00:00.123456Z, 2026-11-24T06:00:00.123456Z",
    "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z, 9999-12-31T23:59:59Z"
  })
  void times_have_no_superfluous_fraction(String time, String expected) {
    assertThat(rendered(time, new OrderCancelled("customer", "late")))
        .contains("\"occurred_at\":\"" + expected + "\"")
        .contains("\"recorded_at\":\"2026-11-24T06:00:00.12Z\"");
  }

  @Test
  void a_reason_that_is_missing_is_left_out() {
    String time = "2026-11-24T06:00:00Z";
    assertThat(rendered(time, new OrderStatusChanged("new", "accepted", null)))
        .endsWith("\"data\":{\"from\":\"new\",\"to\":\"accepted\"}}");
    assertThat(rendered(time, new OrderStatusChanged("new", "rejected", "shut")))
        .endsWith("\"data\":{\"from\":\"new\",\"to\":\"rejected\",\"reason\":\"shut\"}}");
  }

  @Test
  void each_type_has_its_own_data() {
    String time = "2026-11-24T06:00:00Z";
    assertThat(rendered(time, new OrderItemFulfilled(3, "sku", 2, "dhl")))
        .contains("\"type\":\"order.item_fulfilled\"")
        .endsWith("\"data\":{\"line\":3,\"sku\":\"sku\",\"quantity\":2,\"carrier\":\"dhl\"}}");
    assertThat(rendered(time, new OrderCancelled("customer", "late")))
        .contains("\"type\":\"order.cancelled\"")
        .endsWith("\"data\":{\"by\":\"customer\",\"reason\":\"late\"}}");
  }

  @Test
  void text_of_any_kind_stays_on_one_line() {
    assertThat(rendered("2026-11-24T06:00:00Z", new OrderCancelled("a\"b", "é\r\n\u0000\u2028😀")))
        .doesNotContain("\n", "\r", "\u0000")
        .contains("a\\\"b", "é\\r\\n\\u0000", "😀");
  }
}
