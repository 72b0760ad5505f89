package io.orderwire.delivery.kafka.ownership;

import io.orderwire.schemas.Topic;
import io.orderwire.schemas.serde.RegistryUnavailableException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that is read of a topic, in memory, and how it is written. Safe for use by many threads, of
 * which one at a time takes what belongs to a partition.
 *
 * @param <K> the Avro key
 * @param <A> the Avro value
 * @param <V> what is stored under an id
 */
public abstract class TopicTable<K, A, V> implements OwnedTable<V> {
  private static final Logger LOG = LoggerFactory.getLogger(TopicTable.class);

  private final Map<String, Map<String, V>> byPartner = new ConcurrentHashMap<>();
  private final List<BiConsumer<String, String>> listeners = new CopyOnWriteArrayList<>();
  private final AtomicLong malformed = new AtomicLong();
  private final Topic topic;
  private final Serde<K> keys;
  private final Serde<A> values;

  /** Of a topic of which nothing is read yet. */
  protected TopicTable(Topic topic, Serde<K> keys, Serde<A> values) {
    this.topic = topic;
    this.keys = keys;
    this.values = values;
  }

  /** The key of a partner's id. */
  protected abstract K key(String partnerId, String id);

  /** The partner that a key names. */
  protected abstract String partnerId(K key);

  /** The id that a key names. */
  protected abstract String id(K key);

  /** What is written for a value. */
  protected abstract A toAvro(V value);

  /** The value that was written; may throw where it is none. */
  protected abstract V fromAvro(K key, A value);

  @Override
  public final Map<String, V> of(String partnerId) {
    return byPartner.getOrDefault(partnerId, Map.of());
  }

  /** All partners' values by id. */
  public final Collection<Map<String, V>> all() {
    return byPartner.values();
  }

  @Override
  public final ProducerRecord<byte[], byte[]> record(
      int partition, String partnerId, String id, @Nullable V value) {
    String name = topic.topicName();
    return new ProducerRecord<>(
        name,
        partition,
        keys.serializer().serialize(name, key(partnerId, id)),
        value == null ? null : values.serializer().serialize(name, toAvro(value)));
  }

  /** How many records could not be understood, and were passed over. */
  public final long malformed() {
    return malformed.get();
  }

  /** Tells of every change from now on: the partner's id, and the id within it. */
  public final void onChange(BiConsumer<String, String> listener) {
    listeners.add(listener);
  }

  /** Takes a record of the topic, and tells the listeners. */
  public final void take(ConsumerRecord<byte[], byte[]> item) {
    K key;
    V taken;
    try {
      key = keys.deserializer().deserialize(item.topic(), item.key());
      A value = values.deserializer().deserialize(item.topic(), item.value());
      taken = value == null ? null : fromAvro(key, value);
    } catch (RegistryUnavailableException e) {
      throw e;
    } catch (RuntimeException e) {
      // Whatever is wrong with one record, the others must be read.
      malformed.incrementAndGet();
      LOG.atError()
          .addKeyValue("topic", item.topic())
          .addKeyValue("partition", item.partition())
          .addKeyValue("offset", item.offset())
          .setCause(e)
          .log("A record is not understood and was passed over");
      return;
    }
    take(partnerId(key), id(key), taken);
  }

  @Override
  public final void take(String partnerId, String id, @Nullable V value) {
    put(partnerId, id, value);
    listeners.forEach(listener -> tell(listener, partnerId, id));
  }

  private void put(String partnerId, String id, @Nullable V value) {
    byPartner.compute(
        partnerId,
        (same, before) -> {
          Map<String, V> after = before == null ? new HashMap<>() : new HashMap<>(before);
          if (value == null) {
            after.remove(id);
          } else {
            after.put(id, value);
          }
          return after.isEmpty() ? null : Map.copyOf(after);
        });
  }

  private void tell(BiConsumer<String, String> listener, String partnerId, String id) {
    try {
      listener.accept(partnerId, id);
    } catch (RuntimeException e) {
      // A listener that fails must not end the reading for all others.
      LOG.atError()
          .addKeyValue("topic", topic.topicName())
          .addKeyValue("partnerId", partnerId)
          .addKeyValue("id", id)
          .setCause(e)
          .log("A listener failed on a change");
    }
  }
}
