package io.orderwire.system;

import static java.util.Objects.requireNonNull;

import io.orderwire.avro.ErasedItem;
import io.orderwire.avro.HistoryEntry;
import io.orderwire.avro.HistoryKey;
import io.orderwire.avro.OrderEvent;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.serde.AvroDeserializer;
import io.orderwire.schemas.serde.AvroSerializer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the history topic holds of one partner. */
public final class HistoryTopic {
  private static final String TOPIC = TopicCatalogue.HISTORY.topicName();

  private final LocalSystem system;

  /** The history topic of a system. */
  public HistoryTopic(LocalSystem system) {
    this.system = system;
  }

  /**
   * A record of the history topic.
   *
   * @param value the value's bytes in hexadecimal
   */
  record Slot(int epoch, long sequence, String value) {}

  /** The slots of a partner but its header, in the order of the topic. */
  List<Slot> slots(String partnerId, String isolation) {
    List<Slot> slots = new ArrayList<>();
    visit(
        partnerId,
        isolation,
        (key, record) ->
            slots.add(
                new Slot(
                    key.getEpoch(), key.getSequence(), HexFormat.of().formatHex(record.value()))));
    return slots;
  }

  /**
   * What a slot holds by its last record.
   *
   * @param isErased whether that is an erasure
   */
  record Latest(int epoch, long sequence, boolean isErased) {}

  /** What compaction leaves of a partner's slots, in no order. */
  List<Latest> latest(String partnerId) {
    Map<HistoryKey, Latest> latest = new HashMap<>();
    try (AvroDeserializer<HistoryEntry> values = new AvroDeserializer<>()) {
      values.configure(
          Map.of("schema.registry.url", system.registryUrl(), "specific.avro.reader", true), false);
      visit(
          partnerId,
          "read_committed",
          (key, record) -> {
            HistoryEntry entry = requireNonNull(values.deserialize(TOPIC, record.value()));
            boolean isErased = entry.getContent() instanceof ErasedItem;
            latest.put(key, new Latest(key.getEpoch(), key.getSequence(), isErased));
          });
    }
    return List.copyOf(latest.values());
  }

  /**
   * Writes another content for a slot of epoch 0 that is there, as a processor would whose input
   * was lost and came back otherwise.
   */
  public void contradict(String partnerId, long sequence) {
    visit(
        partnerId,
        "read_uncommitted",
        (key, record) -> {
          if (key.getEpoch() == 0 && key.getSequence() == sequence) {
            new RawKafka(system.bootstrapServers())
                .write(TOPIC, record.partition(), record.key(), otherContent(record.value()));
          }
        });
  }

  private byte[] otherContent(byte[] value) {
    Map<String, Object> settings =
        Map.of("schema.registry.url", system.registryUrl(), "specific.avro.reader", true);
    try (AvroDeserializer<HistoryEntry> deserializer = new AvroDeserializer<>();
        AvroSerializer<HistoryEntry> serializer = new AvroSerializer<>()) {
      deserializer.configure(settings, false);
      serializer.configure(settings, false);
      HistoryEntry entry = requireNonNull(deserializer.deserialize(TOPIC, value));
      OrderEvent event = (OrderEvent) entry.getContent();
      OrderEvent other = OrderEvent.newBuilder(event).setOrderId("ord-contradicted").build();
      return requireNonNull(
          serializer.serialize(TOPIC, HistoryEntry.newBuilder(entry).setContent(other).build()));
    }
  }

  private void visit(
      String partnerId,
      String isolation,
      BiConsumer<HistoryKey, ConsumerRecord<byte[], byte[]>> visitor) {
    try (AvroDeserializer<HistoryKey> keys = new AvroDeserializer<>()) {
      keys.configure(
          Map.of("schema.registry.url", system.registryUrl(), "specific.avro.reader", true), true);
      for (ConsumerRecord<byte[], byte[]> record :
          new RawKafka(system.bootstrapServers()).read(TOPIC, isolation)) {
        HistoryKey key = keys.deserialize(TOPIC, record.key());
        if (key != null && key.getPartnerId().equals(partnerId) && key.getSequence() > 0) {
          visitor.accept(key, record);
        }
      }
    }
  }
}
