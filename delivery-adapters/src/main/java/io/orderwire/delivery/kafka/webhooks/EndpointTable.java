package io.orderwire.delivery.kafka.webhooks;

import io.orderwire.avro.WebhookEndpoint;
import io.orderwire.avro.WebhookEndpointKey;
import io.orderwire.delivery.kafka.ownership.OwnedTable;
import io.orderwire.delivery.kafka.webhooks.KafkaEndpoints.EndpointSerdes;
import io.orderwire.delivery.webhook.Endpoint;
import io.orderwire.schemas.TopicCatalogue;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is read of the endpoints' topic, and how it is written. Safe for use by many threads. */
final class EndpointTable implements OwnedTable<Endpoint> {
  private static final Logger LOG = LoggerFactory.getLogger(EndpointTable.class);

  private final Map<String, Map<String, Endpoint>> byPartner = new ConcurrentHashMap<>();
  private final List<BiConsumer<String, String>> listeners = new CopyOnWriteArrayList<>();
  private final AtomicLong malformed = new AtomicLong();
  private final EndpointSerdes serdes;

  EndpointTable(EndpointSerdes serdes) {
    this.serdes = serdes;
  }

  @Override
  public Map<String, Endpoint> of(String partnerId) {
    return byPartner.getOrDefault(partnerId, Map.of());
  }

  /** All partners' endpoints. */
  Collection<Map<String, Endpoint>> all() {
    return byPartner.values();
  }

  @Override
  public ProducerRecord<byte[], byte[]> record(
      int partition, String partnerId, String id, @Nullable Endpoint value) {
    String topic = TopicCatalogue.WEBHOOK_ENDPOINTS.topicName();
    return new ProducerRecord<>(
        topic,
        partition,
        serdes.key().serializer().serialize(topic, new WebhookEndpointKey(partnerId, id)),
        value == null
            ? null
            : serdes.value().serializer().serialize(topic, EndpointRecords.toAvro(value)));
  }

  /** How many records could not be understood, and were passed over. */
  long malformed() {
    return malformed.get();
  }

  void onChange(BiConsumer<String, String> listener) {
    listeners.add(listener);
  }

  /** Takes a record of the topic, and tells the listeners. */
  void take(ConsumerRecord<byte[], byte[]> item) {
    WebhookEndpointKey key;
    try {
      key = serdes.key().deserializer().deserialize(item.topic(), item.key());
      WebhookEndpoint value = serdes.value().deserializer().deserialize(item.topic(), item.value());
      put(key, value);
    } catch (RegistryUnavailableException e) {
      throw e;
    } catch (RuntimeException e) {
      // Whatever is wrong with one record, the others must be read.
      malformed.incrementAndGet();
      LOG.atError()
          .addKeyValue("partition", item.partition())
          .addKeyValue("offset", item.offset())
          .setCause(e)
          .log("An endpoint's record is not understood and was passed over");
      return;
    }
    listeners.forEach(listener -> tell(listener, key));
  }

  private void put(WebhookEndpointKey key, @Nullable WebhookEndpoint value) {
    String endpointId = key.getEndpointId();
    Endpoint endpoint =
        value == null ? null : EndpointRecords.fromAvro(key.getPartnerId(), endpointId, value);
    byPartner.compute(
        key.getPartnerId(),
        (id, before) -> {
          Map<String, Endpoint> after = before == null ? new HashMap<>() : new HashMap<>(before);
          if (endpoint == null) {
            after.remove(endpointId);
          } else {
            after.put(endpointId, endpoint);
          }
          return after.isEmpty() ? null : Map.copyOf(after);
        });
  }

  private static void tell(BiConsumer<String, String> listener, WebhookEndpointKey key) {
    try {
      listener.accept(key.getPartnerId(), key.getEndpointId());
    } catch (RuntimeException e) {
      // A listener that fails must not end the reading for all others.
      LOG.atError()
          .addKeyValue("partnerId", key.getPartnerId())
          .addKeyValue("endpointId", key.getEndpointId())
          .setCause(e)
          .log("A listener failed on an endpoint's change");
    }
  }
}
