package io.orderwire.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.avro.OrderCancelled;
import io.orderwire.avro.OrderCreated;
import io.orderwire.avro.OrderEvent;
import io.orderwire.avro.OrderItem;
import io.orderwire.avro.OrderItemFulfilled;
import io.orderwire.avro.OrderStatusChanged;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EventRulesTest {
  private static final Instant TIME = Instant.parse("2026-11-24T06:00:00Z");
  private static final Object CANCELLED = new OrderCancelled("partner", "closed");

  @Test
  void the_version_is_pinned() {
    // Whoever changes a rule raises the version, here too: the processor must drain its input
    // first.
    assertThat(EventRules.VERSION).isEqualTo(1);
    assertThat(EventRules.MAX_EVENT_BYTES).isEqualTo(262_144);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "0", "acme", "a.b_c-d", "9lives"})
  void takes_partner_ids(String id) {
    assertThat(EventRules.isPartnerId(id)).isTrue();
    assertThat(EventRules.isPartnerId("a".repeat(64))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "A", "-a", ".a", "_a", "a/b", "a b", "a\n", "ä", "a\u0000", "\ud800", "ａ"})
  void refuses_other_partner_ids(String id) {
    assertThat(EventRules.isPartnerId(id)).isFalse();
    assertThat(EventRules.isPartnerId("a".repeat(65))).isFalse();
    assertThat(EventRules.isPartnerId("a".repeat(1 << 20))).isFalse();
    assertThat(EventRules.isPartnerId(null)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "ord-1", "A.b_c:d-e", "event", "events2", "Events", "stream"})
  void takes_order_ids(String id) {
    assertThat(EventRules.isOrderId(id)).isTrue();
    assertThat(EventRules.isOrderId("x".repeat(128))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "events", "created-history", "a/b", "a b", "a?", "a%20", "ö", "a\u0000"})
  void refuses_other_order_ids(String id) {
    assertThat(EventRules.isOrderId(id)).isFalse();
    assertThat(EventRules.isOrderId("x".repeat(129))).isFalse();
    assertThat(EventRules.isOrderId(null)).isFalse();
  }

  @Test
  void takes_one_of_each_type() {
    assertThat(fields(created("0", "0.0001"))).isEmpty();
    assertThat(fields(created("999999999999999.9999", "5"))).isEmpty();
    assertThat(fields(new OrderStatusChanged("new", "accepted", null))).isEmpty();
    assertThat(fields(new OrderStatusChanged("new", "rejected", ""))).isEmpty();
    assertThat(fields(new OrderItemFulfilled(1, "sku", 1, "carrier"))).isEmpty();
    assertThat(fields(CANCELLED)).isEmpty();
  }

  @Test
  void names_every_missing_field_of_the_envelope() {
    OrderEvent event = new OrderEvent();

    assertThat(EventRules.check(event))
        .extracting(Violation::field)
        .containsExactly("event_id", "partner_id", "order_id", "occurred_at", "data");
  }

  @Test
  void takes_times_of_the_years_1_to_9999_only() {
    assertThat(timeFields("0001-01-01T00:00:00Z")).isEmpty();
    assertThat(timeFields("9999-12-31T23:59:59.999999Z")).isEmpty();
    assertThat(timeFields("0000-12-31T23:59:59.999999Z")).containsExactly("occurred_at");
    assertThat(timeFields("+10000-01-01T00:00:00Z")).containsExactly("occurred_at");
  }

  @Test
  void refuses_amounts_that_are_negative_too_long_or_too_fine() {
    assertThat(fields(created("-0.0001", "0"))).containsExactly("data.total");
    assertThat(fields(created("1000000000000000", "0"))).containsExactly("data.total");
    assertThat(fields(created("1E+2000000000", "0"))).containsExactly("data.total");
    assertThat(fields(created("1E-2000000000", "0"))).containsExactly("data.total");
    assertThat(fields(created("0", "0.00001"))).containsExactly("data.items[0].amount");
    assertThat(fields(created("0", "-1"))).containsExactly("data.items[0].amount");
  }

  @Test
  void refuses_an_amount_of_a_million_digits() {
    BigDecimal huge = new BigDecimal(BigInteger.ONE.shiftLeft(3_000_000), 4);

    assertThat(fields(created(huge, BigDecimal.ZERO))).containsExactly("data.total");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "US", "usd", "USDX", "US1", "ＵＳＤ"})
  void refuses_other_currencies(String currency) {
    OrderCreated data = new OrderCreated("c", currency, BigDecimal.ONE, List.of(item(1)), Map.of());

    assertThat(fields(data)).containsExactly("data.currency");
  }

  @Test
  void takes_1_to_1000_lines_with_unique_positive_numbers() {
    assertThat(fields(withItems(List.of()))).containsExactly("data.items");
    assertThat(fields(withItems(items(1_000)))).isEmpty();
    assertThat(fields(withItems(items(1_001)))).containsExactly("data.items");
    assertThat(fields(withItems(List.of(item(1), item(1))))).containsExactly("data.items[1].line");
    assertThat(fields(withItems(List.of(item(0))))).containsExactly("data.items[0].line");
    assertThat(fields(withItems(List.of(new OrderItem(1, "s", 0, BigDecimal.ONE)))))
        .containsExactly("data.items[0].quantity");
  }

  @Test
  void counts_characters_as_code_points() {
    assertThat(fields(new OrderCancelled("partner", "😀".repeat(1_000)))).isEmpty();
    assertThat(fields(new OrderCancelled("partner", "😀".repeat(1_001))))
        .containsExactly("data.reason");
    assertThat(fields(new OrderCancelled("partner", ""))).containsExactly("data.reason");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u0000b", "\ud800", "a\udc00", "\ud800\ud800\udc00"})
  void refuses_nul_and_lone_surrogates_in_texts(String text) {
    assertThat(fields(new OrderCancelled("partner", text))).containsExactly("data.reason");
    assertThat(fields(new OrderStatusChanged("new", "ready", text))).containsExactly("data.reason");
    assertThat(fields(new OrderItemFulfilled(1, text, 1, "c"))).containsExactly("data.sku");
  }

  @Test
  void takes_line_breaks_in_texts_but_not_in_names() {
    assertThat(fields(new OrderCancelled("partner", "a\nb\tc"))).isEmpty();
    assertThat(fields(new OrderItemFulfilled(1, "s", 1, "a\nb"))).containsExactly("data.carrier");
  }

  @Test
  void refuses_statuses_that_are_unknown_or_the_same() {
    assertThat(fields(new OrderStatusChanged("lost", "ready", null))).containsExactly("data.from");
    assertThat(fields(new OrderStatusChanged("ready", "ready", null))).containsExactly("data.to");
    assertThat(fields(new OrderCancelled("nobody", "x"))).containsExactly("data.by");
  }

  @Test
  void takes_at_most_100_attributes_with_sane_names_and_values() {
    assertThat(fields(withAttributes(attributes(100)))).isEmpty();
    assertThat(fields(withAttributes(attributes(101)))).containsExactly("data.attributes");
    assertThat(fields(withAttributes(Map.of("", "v")))).containsExactly("data.attributes");
    assertThat(fields(withAttributes(Map.of("n", "v".repeat(1_001)))))
        .containsExactly("data.attributes.n");
    assertThat(fields(withAttributes(null))).isEmpty();
  }

  @Test
  void reports_at_most_100_violations() {
    List<OrderItem> bad =
        IntStream.range(0, 1_000)
            .mapToObj(i -> new OrderItem(-1, "", -1, new BigDecimal("-1")))
            .toList();

    assertThat(fields(withItems(bad))).hasSize(100);
  }

  private static OrderCreated created(String total, String amount) {
    return created(new BigDecimal(total), new BigDecimal(amount));
  }

  private static OrderCreated created(BigDecimal total, BigDecimal amount) {
    return new OrderCreated("c", "USD", total, List.of(new OrderItem(1, "s", 1, amount)), null);
  }

  private static OrderCreated withItems(List<OrderItem> items) {
    return new OrderCreated("c", "USD", BigDecimal.ONE, items, null);
  }

  private static OrderCreated withAttributes(@Nullable Map<String, String> attributes) {
    return new OrderCreated("c", "USD", BigDecimal.ONE, List.of(item(1)), attributes);
  }

  private static OrderItem item(int line) {
    return new OrderItem(line, "s", 1, BigDecimal.ONE);
  }

  private static List<OrderItem> items(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(EventRulesTest::item).toList();
  }

  private static Map<String, String> attributes(int count) {
    Map<String, String> attributes = new HashMap<>();
    IntStream.range(0, count).forEach(i -> attributes.put("name" + i, "v"));
    return attributes;
  }

  private static List<String> fields(Object data) {
    OrderEvent event = new OrderEvent(new UUID(1, 2), "acme", "ord-1", TIME, data);
    return EventRules.check(event).stream().map(Violation::field).toList();
  }

  private static List<String> timeFields(String time) {
    OrderEvent event =
        new OrderEvent(new UUID(1, 2), "acme", "ord-1", Instant.parse(time), CANCELLED);
    return EventRules.check(event).stream().map(Violation::field).toList();
  }
}
