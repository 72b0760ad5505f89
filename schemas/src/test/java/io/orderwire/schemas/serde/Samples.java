package io.orderwire.schemas.serde;

import io.orderwire.avro.HistoryCommand;
import io.orderwire.avro.OrderCancelled;
import io.orderwire.avro.OrderCreated;
import io.orderwire.avro.OrderEvent;
import io.orderwire.avro.OrderItem;
import io.orderwire.avro.OrderItemFulfilled;
import io.orderwire.avro.OrderStatusChanged;
import io.orderwire.avro.TrimHistory;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/** Events for tests: one by hand, and any number by chance. */
final class Samples {
  private Samples() {}

  static OrderEvent event() {
    return event(
        new OrderCreated(
            "customer-1",
            "USD",
            new BigDecimal("138053.0600"),
            List.of(new OrderItem(1, "sku ☕ 😀", 2, new BigDecimal("0.0100"))),
            Map.of("source", "web")));
  }

  static OrderEvent event(Object data) {
    return new OrderEvent(
        UUID.fromString("0a1b2c3d-0000-4000-8000-00000000abcd"),
        "acme",
        "ord-1",
        Instant.parse("2026-11-24T06:00:00.123456Z"),
        data);
  }

  static HistoryCommand command() {
    return new HistoryCommand(
        UUID.fromString("0a1b2c3d-0000-4000-8000-00000000abce"),
        "acme",
        Instant.parse("2026-11-24T06:00:00Z"),
        "operator",
        new TrimHistory(17L));
  }

  static Arbitrary<OrderEvent> events() {
    return Combinators.combine(
            Arbitraries.create(UUID::randomUUID),
            text(),
            text(),
            Arbitraries.longs()
                .between(-62_135_596_800_000_000L, 253_402_300_799_999_999L)
                .map(micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS)),
            data())
        .as(OrderEvent::new);
  }

  private static Arbitrary<Object> data() {
    Arbitrary<OrderItem> item =
        Combinators.combine(Arbitraries.integers(), text(), Arbitraries.integers(), decimal())
            .as(OrderItem::new);
    Arbitrary<@Nullable Map<String, String>> attributes =
        Arbitraries.maps(text(), text()).ofMaxSize(5).injectNull(0.3);
    return Arbitraries.oneOf(
        Combinators.combine(text(), text(), decimal(), item.list().ofMaxSize(20), attributes)
            .as(OrderCreated::new),
        Combinators.combine(text(), text(), text().injectNull(0.3)).as(OrderStatusChanged::new),
        Combinators.combine(Arbitraries.integers(), text(), Arbitraries.integers(), text())
            .as(OrderItemFulfilled::new),
        Combinators.combine(text(), text()).as(OrderCancelled::new));
  }

  private static Arbitrary<BigDecimal> decimal() {
    return Arbitraries.longs().map(unscaled -> BigDecimal.valueOf(unscaled, 4));
  }

  /** Any text that UTF-8 can carry: all of Unicode but lone surrogates. */
  private static Arbitrary<String> text() {
    return Arbitraries.integers()
        .between(0, Character.MAX_CODE_POINT)
        .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
        .list()
        .ofMaxSize(20)
        .map(
            points ->
                points.stream()
                    .collect(
                        StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString());
  }
}
