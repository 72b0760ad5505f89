package io.orderwire.producer.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.avro.OrderCancelled;
import io.orderwire.avro.OrderCreated;
import io.orderwire.avro.OrderEvent;
import io.orderwire.avro.OrderItem;
import io.orderwire.avro.OrderItemFulfilled;
import io.orderwire.avro.OrderStatusChanged;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RoundTripTest {

  @Property
  void reads_what_it_writes(@ForAll("events") OrderEvent event) {
    assertThat(EventJson.parse(EventJson.write(event))).isEqualTo(new Parsed.Valid(event));
  }

  @Property
  void survives_any_bytes(@ForAll byte[] bytes) {
    assertThat(EventJson.parse(bytes)).isInstanceOf(Parsed.Invalid.class);
  }

  /**
   * No change of one byte makes it throw, or lets through what differs from what it would write.
   */
  @Property
  void survives_any_changed_byte(
      @ForAll("events") OrderEvent event, @ForAll int at, @ForAll byte changed) {
    byte[] json = EventJson.write(event);
    json[Math.floorMod(at, json.length)] = changed;

    if (EventJson.parse(json) instanceof Parsed.Valid valid) {
      assertThat(EventJson.parse(EventJson.write(valid.event()))).isEqualTo(valid);
    }
  }

  @Provide
  Arbitrary<OrderEvent> events() {
    Arbitrary<UUID> ids =
        Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(UUID::new);
    Arbitrary<String> partners =
        Arbitraries.strings().withChars("abz09._-").ofMaxLength(20).map(s -> "p" + s);
    Arbitrary<String> orders =
        Arbitraries.strings().withChars("aZ09._:-").ofMaxLength(30).map(s -> "o" + s);
    Arbitrary<Instant> times =
        Arbitraries.longs()
            .between(-62_135_596_800_000_000L, 253_402_300_799_999_999L)
            .map(micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    return Combinators.combine(ids, partners, orders, times, data()).as(OrderEvent::new);
  }

  private Arbitrary<Object> data() {
    Arbitrary<String> text =
        Arbitraries.strings()
            .withChars("aä\"\\/\n\t\u007f漢")
            .withCharRange(' ', '~')
            .ofMinLength(1)
            .ofMaxLength(20)
            .map(s -> "x" + s + "🍵");
    Arbitrary<String> name =
        Arbitraries.strings()
            .withChars("aä\"\\/漢")
            .withCharRange(' ', '~')
            .ofMaxLength(20)
            .map(s -> "x" + s);
    Arbitrary<BigDecimal> amounts =
        Arbitraries.bigDecimals()
            .between(BigDecimal.ZERO, new BigDecimal("999999999999999.9999"))
            .ofScale(4)
            .map(amount -> amount.setScale(4));
    Arbitrary<Integer> counts = Arbitraries.integers().between(1, 1_000);
    Arbitrary<OrderItem> item =
        Combinators.combine(name, counts, amounts)
            .as((sku, quantity, amount) -> new OrderItem(1, sku, quantity, amount));
    Arbitrary<List<OrderItem>> items =
        item.list().ofMinSize(1).ofMaxSize(5).map(RoundTripTest::numbered);
    Arbitrary<Map<String, String>> attributes =
        Arbitraries.maps(name, text)
            .ofMaxSize(5)
            .<Map<String, String>>map(LinkedHashMap::new)
            .injectNull(0.3);
    Arbitrary<String> currencies = Arbitraries.of("USD", "EUR", "JPY", "KWD");
    return Arbitraries.oneOf(
        Combinators.combine(name, currencies, amounts, items, attributes).as(OrderCreated::new),
        text.injectNull(0.5).map(reason -> new OrderStatusChanged("new", "accepted", reason)),
        Combinators.combine(counts, name, counts, name).as(OrderItemFulfilled::new),
        text.map(reason -> new OrderCancelled("system", reason)));
  }

  private static List<OrderItem> numbered(List<OrderItem> items) {
    List<OrderItem> numbered = new ArrayList<>();
    for (OrderItem item : items) {
      numbered.add(
          new OrderItem(numbered.size() + 1, item.getSku(), item.getQuantity(), item.getAmount()));
    }
    return numbered;
  }
}
