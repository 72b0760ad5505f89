package io.orderwire.delivery.kafka.ownership;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** A table of numbers, of one partner, whose records are text. */
final class MemoryTable implements OwnedTable<Long> {
  private final Map<String, Long> stored = new ConcurrentHashMap<>();
  private final String topic;

  MemoryTable(String topic) {
    this.topic = topic;
  }

  @Override
  public Map<String, Long> of(String partnerId) {
    return Map.copyOf(stored);
  }

  @Override
  public ProducerRecord<byte[], byte[]> record(
      int partition, String partnerId, String id, @Nullable Long value) {
    return new ProducerRecord<>(
        topic,
        partition,
        id.getBytes(UTF_8),
        value == null ? null : value.toString().getBytes(UTF_8));
  }

  @Override
  public void take(String partnerId, String id, @Nullable Long value) {
    if (value == null) {
      stored.remove(id);
    } else {
      stored.put(id, value);
    }
  }

  /** Reads a record of the topic. */
  void take(ProducerRecord<byte[], byte[]> item) {
    take(
        "",
        new String(item.key(), UTF_8),
        item.value() == null ? null : Long.valueOf(new String(item.value(), UTF_8)));
  }
}
