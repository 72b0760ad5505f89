package io.orderwire.delivery.app;

import io.orderwire.schemas.TopicGeneration;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Consumers without a group and producers, of bytes. */
final class KafkaClients {
  /** How long a broker may take to answer before a caller is told that it does not. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final int SMALL_BUFFER = 2 << 20;

  private KafkaClients() {}

  static Consumer<byte[], byte[]> consumer(
      KafkaSettings kafka, String clientId, IsolationLevel isolation, Map<String, Object> own) {
    Map<String, Object> config = kafka.client(own);
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation.toString());
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** The producer that fences whoever wrote the partition before. */
  static Producer<byte[], byte[]> transactional(KafkaSettings kafka, int partition) {
    return producer(
        kafka,
        "orderwire-owner-" + partition,
        Map.of(
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            TopicGeneration.ofThisProcess().qualify("adapters") + "-" + partition,
            // A write that takes longer has been answered with broker_unavailable before.
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
            (int) PATIENCE.toMillis()));
  }

  static Producer<byte[], byte[]> producer(
      KafkaSettings kafka, String clientId, Map<String, Object> own) {
    Map<String, Object> config = kafka.client(Map.of());
    config.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) SMALL_BUFFER);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE.toMillis());
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    config.putAll(own);
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** The offset behind the last committed record of a partition. */
  static long end(Admin admin, TopicPartition partition) {
    try {
      return admin
          .listOffsets(
              Map.of(partition, OffsetSpec.latest()),
              new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
          .partitionResult(partition)
          .get()
          .offset();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw new KafkaException("the end of " + partition + " is not known", e.getCause());
    }
  }
}
