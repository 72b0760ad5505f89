package io.orderwire.system.interop;

import io.orderwire.avro.ApiKey;
import io.orderwire.avro.EraseItems;
import io.orderwire.avro.ErasedItem;
import io.orderwire.avro.HistoryCommand;
import io.orderwire.avro.HistoryEntry;
import io.orderwire.avro.HistoryHeader;
import io.orderwire.avro.HistoryKey;
import io.orderwire.avro.NewEpoch;
import io.orderwire.avro.OrderCancelled;
import io.orderwire.avro.OrderCreated;
import io.orderwire.avro.OrderEvent;
import io.orderwire.avro.OrderItem;
import io.orderwire.avro.OrderItemFulfilled;
import io.orderwire.avro.OrderStatusChanged;
import io.orderwire.avro.Partner;
import io.orderwire.avro.SequenceRange;
import io.orderwire.avro.TrimHistory;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Records of every kind, with the values that are easiest to get wrong. */
final class InteropSamples {
  private static final Instant TIME = Instant.parse("2026-11-24T06:00:00.123456Z");
  private static final Instant MILLIS = Instant.parse("2026-11-24T06:00:00.123Z");
  private static final UUID ID = new UUID(0x0a1b2c3d00004000L, 0x80000000abcd0000L);

  private InteropSamples() {}

  static List<SpecificRecord> events() {
    return List.of(
        event(1, "acme", TIME, created("138053.0600", "0.0100", Map.of())),
        event(2, "acme", TIME, created("0.0000", "0.0001", null)),
        event(3, "acme", TIME, created("999999999999999.9999", "127.0000", attributes())),
        // around the lengths of two's complement: 0x7f, 0x80, 0xff, 0x100
        event(4, "acme", TIME, created("0.0127", "0.0128", null)),
        event(5, "acme", TIME, created("0.0255", "0.0256", null)),
        event(6, "a.b_c-d", Instant.parse("0001-01-01T00:00:00Z"), manyItems()),
        event(
            7,
            "kenya",
            Instant.parse("9999-12-31T23:59:59.999999Z"),
            new OrderStatusChanged("new", "accepted", null)),
        event(8, "kenya", Instant.EPOCH, new OrderStatusChanged("ready", "completed", "fertig ✓")),
        event(
            9,
            "kenya",
            Instant.parse("1969-12-31T23:59:59.999999Z"),
            new OrderItemFulfilled(7, "sku", Integer.MAX_VALUE, "运输公司")),
        event(10, "9lives", TIME, new OrderCancelled("customer", "👩‍🍳 \"quoted\"\n\ttabbed \\")),
        command(
            1, new EraseItems(List.of(new SequenceRange(0, 1L, 3L), new SequenceRange(1, 9L, 9L)))),
        command(2, new TrimHistory(Long.MAX_VALUE)),
        command(3, new NewEpoch(1L)));
  }

  static List<Map.Entry<HistoryKey, HistoryEntry>> history() {
    return List.of(
        Map.entry(
            new HistoryKey("acme", 0, 1L),
            entry(event(1, "acme", TIME, created("1.0000", "1.0000", attributes())))),
        Map.entry(new HistoryKey("kenya", 3, Long.MAX_VALUE), entry(new ErasedItem(ID))),
        Map.entry(new HistoryKey("kenya", 3, 0L), entry(new HistoryHeader(5L, 2L, 1L << 53))));
  }

  static List<Partner> partners() {
    byte[] hash = new byte[32];
    IntStream.range(0, hash.length).forEach(i -> hash[i] = (byte) (i * 8 - 128));
    ApiKey key = new ApiKey("k1", ByteBuffer.wrap(hash), List.of("read", "manage"), MILLIS, MILLIS);
    return List.of(
        new Partner("acme", "Café Zürich", false, List.of(key, key), 50, MILLIS, MILLIS, null),
        new Partner("kenya", null, true, List.of(), null, MILLIS, MILLIS, MILLIS));
  }

  /** What the script writes of its own accord. */
  static List<OrderEvent> ownEvents() {
    return List.of(
        new OrderEvent(
            UUID.fromString("6f1c2a9e-7d1b-4c58-9f52-0d7f4a3b1c2d"),
            "kaffeehaus-zuerich",
            "ord:1",
            Instant.ofEpochSecond(1_795_500_000, 123_456_000),
            new OrderCreated(
                "客户 ☕ 👩‍🍳",
                "CHF",
                new BigDecimal("999999999999999.9999"),
                List.of(new OrderItem(1, "Größe “L”", Integer.MAX_VALUE, new BigDecimal("0.0001"))),
                Map.of("ключ", "значение", "empty", ""))),
        new OrderEvent(
            UUID.fromString("6f1c2a9e-7d1b-4c58-9f52-0d7f4a3b1c2e"),
            "acme",
            "ord-2",
            Instant.parse("9999-12-31T23:59:59.999999Z"),
            new OrderCreated("c", "JPY", new BigDecimal("0.0000"), List.of(), null)),
        new OrderEvent(
            UUID.fromString("6f1c2a9e-7d1b-4c58-9f52-0d7f4a3b1c2f"),
            "acme",
            "ord-3",
            Instant.parse("0001-01-01T00:00:00Z"),
            new OrderStatusChanged("new", "rejected", null)));
  }

  private static OrderEvent event(int number, String partner, Instant time, Object data) {
    return new OrderEvent(
        new UUID(ID.getMostSignificantBits(), number), partner, "ord-" + number, time, data);
  }

  private static HistoryCommand command(int number, Object command) {
    return new HistoryCommand(
        new UUID(ID.getMostSignificantBits(), -number), "acme", TIME, "operator", command);
  }

  private static HistoryEntry entry(Object content) {
    return new HistoryEntry(content, MILLIS, ID, 11, 1L << 40);
  }

  private static OrderCreated created(
      String total, String amount, @Nullable Map<String, String> attributes) {
    OrderItem item = new OrderItem(1, "sku ☕", 2, new BigDecimal(amount));
    return new OrderCreated("customer", "USD", new BigDecimal(total), List.of(item), attributes);
  }

  private static OrderCreated manyItems() {
    List<OrderItem> items =
        IntStream.rangeClosed(1, 1_000)
            .mapToObj(line -> new OrderItem(line, "s" + line, line, BigDecimal.valueOf(line, 4)))
            .toList();
    return new OrderCreated("c", "EUR", new BigDecimal("50.0500"), items, null);
  }

  private static Map<String, String> attributes() {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("ключ", "значение");
    attributes.put("emoji 😀", "\u0001\ud83d\ude00");
    attributes.put("empty", "");
    return attributes;
  }
}
