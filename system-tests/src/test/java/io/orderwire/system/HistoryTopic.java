package io.orderwire.system;

import io.orderwire.avro.HistoryKey;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.serde.AvroDeserializer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the history topic holds of one partner. */
final class HistoryTopic {
  private final LocalSystem system;

  HistoryTopic(LocalSystem system) {
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
    try (AvroDeserializer<HistoryKey> keys = new AvroDeserializer<>()) {
      keys.configure(
          Map.of("schema.registry.url", system.registryUrl(), "specific.avro.reader", true), true);
      String topic = TopicCatalogue.HISTORY.topicName();
      for (ConsumerRecord<byte[], byte[]> record :
          new RawKafka(system.bootstrapServers()).read(topic, isolation)) {
        HistoryKey key = keys.deserialize(topic, record.key());
        if (key != null && key.getPartnerId().equals(partnerId) && key.getSequence() > 0) {
          slots.add(
              new Slot(
                  key.getEpoch(), key.getSequence(), HexFormat.of().formatHex(record.value())));
        }
      }
    }
    return slots;
  }
}
