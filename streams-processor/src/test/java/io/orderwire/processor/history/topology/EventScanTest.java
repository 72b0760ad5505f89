package io.orderwire.processor.history.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.avro.OrderCancelled;
import io.orderwire.avro.OrderCreated;
import io.orderwire.avro.OrderEvent;
import io.orderwire.avro.OrderItem;
import io.orderwire.avro.OrderItemFulfilled;
import io.orderwire.avro.OrderStatusChanged;
import io.orderwire.processor.history.Slot;
import io.orderwire.schemas.EventRules;
import io.orderwire.schemas.serde.AvroDeserializer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.Schema;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read without decoding is what decoding would have led to, whatever the bytes are. */
class EventScanTest {
  private static final Slot SLOT = new Slot(0, 77);
  private static final Instant AT = Instant.ofEpochMilli(1_800_000_000_123L);
  private static final Origin ORIGIN = new Origin(new UUID(-1, 2), 11, 123_456);

  private final MemoryRegistry registry = new MemoryRegistry();
  private final Input input = new Input(registry);
  private final HistoryRecords history = new HistoryRecords(registry);
  private final AvroDeserializer<OrderEvent> deserializer =
      AvroDeserializer.specific(OrderEvent.class, registry);
  private final EventScan scan = new EventScan();

  EventScanTest() {
    history.prepare();
  }

  @Property(tries = 2_000)
  void reads_every_plain_event(@ForAll long seed) {
    OrderEvent event = event(new Random(seed), false);
    assertThat(EventRules.check(event)).isEmpty();

    Message.Scanned scanned = scan.read(input.bytes(event));

    assertThat(scanned).isNotNull();
    sameAsDecoded(scanned, input.bytes(event));
  }

  @Property(tries = 1_000)
  void reads_an_event_as_it_would_be_decoded_or_not_at_all(@ForAll long seed) {
    byte[] wire = input.bytes(event(new Random(seed), true));

    Message.Scanned scanned = scan.read(wire);

    if (scanned != null) {
      sameAsDecoded(scanned, wire);
    }
  }

  @Property(tries = 20_000)
  void reads_broken_bytes_as_they_would_be_decoded_or_not_at_all(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] wire = broken(input.bytes(event(random, random.nextInt(4) == 0)), random);

    Message.Scanned scanned = scan.read(wire);

    if (scanned != null) {
      sameAsDecoded(scanned, wire);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"events", "created-history"})
  void leaves_an_order_with_a_routes_name_to_the_rules(String order) {
    assertThat(scan.read(input.bytes(event("p-1", order, new OrderCancelled("system", "x")))))
        .isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0001", "0", "5000", "12.5", "922337203685477.5807", "100000000000000"})
  void amounts_count_as_they_do_when_they_are_decoded(String amount) {
    BigDecimal total = new BigDecimal(amount).setScale(4);
    byte[] wire =
        input.bytes(
            event(
                "p",
                "o",
                new OrderCreated(
                    "c", "EUR", total, List.of(new OrderItem(1, "s", 1, total)), null)));
    Message.Scanned scanned = scan.read(wire);
    assertThat(scanned).isNotNull();
    sameAsDecoded(scanned, wire);
  }

  @Test
  void leaves_what_has_a_choice_of_forms_to_the_decoder() {
    BigDecimal total = new BigDecimal("1.0000");
    List<OrderItem> items = List.of(new OrderItem(1, "s", 1, total));
    assertThat(
            scan.read(
                input.bytes(
                    event(
                        "p",
                        "o",
                        new OrderCreated("c", "EUR", total, items, Map.of("a", "1", "b", "2"))))))
        .as("two attributes have an order")
        .isNull();
    byte[] upper = input.bytes(event("p", "o", new OrderCancelled("system", "x")));
    for (int at = 6; at < 42; at++) {
      upper[at] = (byte) Character.toUpperCase(upper[at]);
    }
    assertThat(scan.read(upper)).as("a UUID in capitals").isNull();
  }

  @Test
  void reads_what_others_wrote_with_the_same_schema() {
    String text = OrderEvent.getClassSchema().toString();
    Schema plain = parsed(text.replace(",\"avro.java.string\":\"String\"", ""));
    assertThat(plain).isNotEqualTo(OrderEvent.getClassSchema());
    assertThat(EventScan.reads(plain)).isTrue();
    assertThat(EventScan.reads(OrderEvent.getClassSchema())).isTrue();
  }

  @Test
  void reads_nothing_that_has_another_meaning() {
    String text = OrderEvent.getClassSchema().toString();
    assertThat(EventScan.reads(parsed(text.replace("\"scale\":4", "\"scale\":2")))).isFalse();
    assertThat(EventScan.reads(parsed(text.replace("timestamp-micros", "timestamp-millis"))))
        .isFalse();
    assertThat(EventScan.reads(parsed(text.replace("\"order_id\"", "\"orderId\"")))).isFalse();
  }

  private static Schema parsed(String text) {
    return new Schema.Parser().parse(text);
  }

  private void sameAsDecoded(Message.Scanned scanned, byte[] wire) {
    assertThat(WireCheck.faultIn(wire, 5, OrderEvent.getClassSchema())).isNull();
    OrderEvent event = deserializer.deserialize("t", wire);
    assertThat(event).isNotNull();
    assertThat(EventRules.check(event)).isEmpty();
    assertThat(scanned.partnerId()).isEqualTo(event.getPartnerId());
    assertThat(scanned.id()).isEqualTo(event.getEventId());
    assertThat(scanned.content()).isEqualTo(Contents.of(event));
    Record<Routed, byte[]> copied = history.event(SLOT, scanned, AT, ORIGIN);
    Record<Routed, byte[]> encoded = history.event(SLOT, event, AT, ORIGIN);
    assertThat(copied.value()).isEqualTo(encoded.value());
    assertThat(copied.key().bytes()).isEqualTo(encoded.key().bytes());
    assertThat(copied.timestamp()).isEqualTo(encoded.timestamp());
  }

  /** The bytes with a few of them changed, taken away or put in. */
  private static byte[] broken(byte[] wire, Random random) {
    byte[] broken = wire;
    for (int n = random.nextInt(3); n >= 0; n--) {
      int at = 5 + random.nextInt(broken.length - 5);
      byte other = (byte) (random.nextBoolean() ? random.nextInt(8) - 2 : random.nextInt(256));
      byte[] rest = Arrays.copyOfRange(broken, at, broken.length);
      switch (random.nextInt(3)) {
        case 0 -> {
          broken = broken.clone();
          broken[at] = other;
        }
        case 1 -> broken = joined(broken, at, Arrays.copyOfRange(rest, 1, rest.length), null);
        default -> broken = joined(broken, at, rest, other);
      }
      if (broken.length < 7) {
        return broken;
      }
    }
    return broken;
  }

  private static byte[] joined(byte[] from, int size, byte[] rest, @Nullable Byte between) {
    int more = between == null ? 0 : 1;
    byte[] all = Arrays.copyOf(from, size + more + rest.length);
    if (between != null) {
      all[size] = between;
    }
    System.arraycopy(rest, 0, all, size + more, rest.length);
    return all;
  }

  private static OrderEvent event(Random random, boolean odd) {
    String partner = text(random, "abcz019", 1, 1) + text(random, "abz019._-", 0, 63);
    Object data =
        switch (random.nextInt(4)) {
          case 0 -> created(random, odd);
          case 1 ->
              new OrderStatusChanged(
                  "new", "accepted", random.nextBoolean() ? null : any(random, odd, 0, 200));
          case 2 ->
              new OrderItemFulfilled(
                  1 + random.nextInt(Integer.MAX_VALUE),
                  any(random, odd, 1, 128),
                  1 + random.nextInt(100),
                  any(random, odd, 1, 128));
          default -> new OrderCancelled("partner", any(random, odd, 1, 300));
        };
    return event(partner, text(random, "Az9._:-", 1, 128), data);
  }

  private static OrderCreated created(Random random, boolean odd) {
    List<OrderItem> items = new ArrayList<>();
    for (int line = 1 + random.nextInt(3); items.size() < 1 + random.nextInt(4); ) {
      items.add(
          new OrderItem(
              line, any(random, odd, 1, 128), 1 + random.nextInt(1_000), amount(random, odd)));
      line += odd && random.nextBoolean() ? -line + 1 : 1 + random.nextInt(3);
    }
    Map<String, String> attributes =
        random.nextBoolean() ? Map.of(any(random, odd, 1, 20), any(random, odd, 0, 50)) : null;
    return new OrderCreated(
        any(random, odd, 1, 128), "EUR", amount(random, odd), items, attributes);
  }

  private static BigDecimal amount(Random random, boolean odd) {
    int bits = odd ? 70 : 63;
    BigInteger unscaled =
        new BigInteger(random.nextInt(bits + 1), random).mod(BigInteger.TEN.pow(19));
    return new BigDecimal(odd && random.nextInt(5) == 0 ? unscaled.negate() : unscaled, 4);
  }

  private static String any(Random random, boolean odd, int least, int most) {
    String letters = odd ? "aé\n\u0000\uD83D\uDE00~" : "a ~Z0\"\\";
    return text(random, letters, least, most);
  }

  private static String text(Random random, String letters, int least, int most) {
    StringBuilder text = new StringBuilder();
    int size = least + random.nextInt(most - least + 1);
    while (text.length() < size) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return new String(text.toString().getBytes(UTF_8), UTF_8);
  }

  private static OrderEvent event(String partner, String order, Object data) {
    return OrderEvent.newBuilder()
        .setEventId(UUID.nameUUIDFromBytes((partner + order).getBytes(UTF_8)))
        .setPartnerId(partner)
        .setOrderId(order)
        .setOccurredAt(Input.OCCURRED)
        .setData(data)
        .build();
  }
}
