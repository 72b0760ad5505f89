package io.orderwire.delivery.kafka.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderwire.avro.ErasedItem;
import io.orderwire.avro.HistoryEntry;
import io.orderwire.avro.HistoryHeader;
import io.orderwire.avro.HistoryKey;
import io.orderwire.avro.OrderCreated;
import io.orderwire.avro.OrderEvent;
import io.orderwire.avro.OrderItem;
import io.orderwire.avro.OrderStatusChanged;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.registry.RegistryClient;
import io.orderwire.schemas.serde.AvroDeserializer;
import io.orderwire.schemas.serde.AvroSerde;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Makes records of the history topic. */
final class Entries {
  static final Instant START = Instant.parse("2026-11-24T06:00:00Z");
  private static final UUID TOPIC_ID = new UUID(1, 2);
  private static final String TOPIC = TopicCatalogue.HISTORY.topicName();

  private final RegistryClient registry;
  private final AvroSerde<HistoryKey> keys;
  private final AvroSerde<HistoryEntry> values;

  Entries(RegistryClient registry) {
    this.registry = registry;
    this.keys = AvroSerde.specific(HistoryKey.class, registry, TopicCatalogue.HISTORY.keyOptions());
    this.values =
        AvroSerde.specific(HistoryEntry.class, registry, TopicCatalogue.HISTORY.valueOptions());
  }

  /** A record as it is in the topic. */
  record Entry(byte[] key, byte @Nullable [] value) {}

  HistoryDecoder decoder(Duration patience, BooleanSupplier stopping) {
    return decoder(patience, stopping, () -> {});
  }

  HistoryDecoder decoder(Duration patience, BooleanSupplier stopping, Runnable beforeWaiting) {
    return new HistoryDecoder(
        AvroDeserializer.specific(HistoryKey.class, registry),
        AvroDeserializer.specific(HistoryEntry.class, registry),
        patience,
        stopping,
        beforeWaiting);
  }

  byte[] key(String partner, int epoch, long sequence) {
    return keys.serializer().serialize(TOPIC, new HistoryKey(partner, epoch, sequence));
  }

  /** The n-th event of a partner: order n/2 created, then changed. */
  Entry event(String partner, int epoch, long sequence) {
    return event(partner, epoch, sequence, "content");
  }

  Entry event(String partner, int epoch, long sequence, String content) {
    Object data =
        sequence % 2 == 1
            ? new OrderCreated(
                content,
                "USD",
                new BigDecimal("4.5000"),
                List.of(new OrderItem(1, "flat-white", 1, new BigDecimal("4.5000"))),
                Map.of("b", "2", "a", "1"))
            : new OrderStatusChanged("new", "accepted", content);
    OrderEvent event =
        new OrderEvent(
            UUID.nameUUIDFromBytes((partner + sequence).getBytes(UTF_8)),
            partner,
            "ord-" + (sequence + 1) / 2,
            START.minusSeconds(sequence),
            data);
    return entry(partner, epoch, sequence, event, START.plusSeconds(sequence));
  }

  Entry erased(String partner, int epoch, long sequence) {
    return entry(
        partner, epoch, sequence, new ErasedItem(new UUID(3, sequence)), START.plusSeconds(9_999));
  }

  Entry header(String partner, int epoch, long first, long oldest, long newest) {
    return entry(partner, epoch, 0, new HistoryHeader(first, oldest, newest), START);
  }

  Entry trimmed(String partner, int epoch, long sequence) {
    return new Entry(key(partner, epoch, sequence), null);
  }

  Entry garbage(String partner, int epoch, long sequence) {
    return new Entry(key(partner, epoch, sequence), "garbage".getBytes(UTF_8));
  }

  private Entry entry(String partner, int epoch, long sequence, Object content, Instant time) {
    HistoryEntry entry = new HistoryEntry(content, time, TOPIC_ID, 3, 1000 + sequence);
    return new Entry(key(partner, epoch, sequence), values.serializer().serialize(TOPIC, entry));
  }
}
