package io.orderwire.delivery.kafka.positions;

import io.orderwire.avro.DeliveryPosition;
import io.orderwire.avro.SubscriptionKey;
import io.orderwire.delivery.kafka.ownership.OwnedTable;
import io.orderwire.delivery.kafka.positions.KafkaPositions.PositionSerdes;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.serde.RegistryUnavailableException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is read of the positions' topic, and how it is written. Safe for use by many threads. */
final class PositionTable implements OwnedTable<StoredProgress> {
  private static final Logger LOG = LoggerFactory.getLogger(PositionTable.class);

  private final Map<String, Map<String, StoredProgress>> byPartner = new ConcurrentHashMap<>();
  private final AtomicLong malformed = new AtomicLong();
  private final PositionSerdes serdes;

  PositionTable(PositionSerdes serdes) {
    this.serdes = serdes;
  }

  @Override
  public Map<String, StoredProgress> of(String partnerId) {
    return byPartner.getOrDefault(partnerId, Map.of());
  }

  @Override
  public ProducerRecord<byte[], byte[]> record(
      int partition, String partnerId, String id, @Nullable StoredProgress value) {
    String topic = TopicCatalogue.POSITIONS.topicName();
    return new ProducerRecord<>(
        topic,
        partition,
        serdes.key().serializer().serialize(topic, new SubscriptionKey(partnerId, id)),
        value == null ? null : serdes.value().serializer().serialize(topic, value.toAvro()));
  }

  /** How many records could not be understood, and were passed over. */
  long malformed() {
    return malformed.get();
  }

  /** Takes a record of the topic. */
  void take(ConsumerRecord<byte[], byte[]> item) {
    try {
      SubscriptionKey key = serdes.key().deserializer().deserialize(item.topic(), item.key());
      DeliveryPosition value =
          serdes.value().deserializer().deserialize(item.topic(), item.value());
      put(key, value == null ? null : StoredProgress.fromAvro(value));
    } catch (RegistryUnavailableException e) {
      throw e;
    } catch (RuntimeException e) {
      // Whatever is wrong with one record, the others must be read.
      malformed.incrementAndGet();
      LOG.atError()
          .addKeyValue("partition", item.partition())
          .addKeyValue("offset", item.offset())
          .setCause(e)
          .log("A position's record is not understood and was passed over");
    }
  }

  private void put(SubscriptionKey key, @Nullable StoredProgress value) {
    byPartner.compute(
        key.getPartnerId(),
        (id, before) -> {
          Map<String, StoredProgress> after =
              before == null ? new HashMap<>() : new HashMap<>(before);
          if (value == null) {
            after.remove(key.getSubscriptionId());
          } else {
            after.put(key.getSubscriptionId(), value);
          }
          return after.isEmpty() ? null : Map.copyOf(after);
        });
  }
}
