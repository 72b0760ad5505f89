package io.orderwire.delivery.app;

import io.orderwire.avro.DeliveryPosition;
import io.orderwire.avro.SubscriptionKey;
import io.orderwire.delivery.kafka.partners.KafkaPartners;
import io.orderwire.delivery.kafka.positions.KafkaPositions;
import io.orderwire.delivery.kafka.positions.KafkaPositions.PositionSerdes;
import io.orderwire.delivery.partner.PartnerRegistry;
import io.orderwire.schemas.Topic;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.registry.RegistryClient;
import io.orderwire.schemas.serde.AvroSerde;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.IntPredicate;
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
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Partners, their keys, and the positions of their subscriptions. */
@Configuration(proxyBeanMethods = false)
class PartnersConfiguration {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int SMALL_BUFFER = 2 << 20;

  @Bean(destroyMethod = "close")
  KafkaPartners kafkaPartners(KafkaSettings kafka, RegistryClient registry) {
    KafkaPartners partners =
        new KafkaPartners(
            consumer(kafka, "orderwire-partners", IsolationLevel.READ_UNCOMMITTED),
            producer(kafka, Map.of(ProducerConfig.CLIENT_ID_CONFIG, "orderwire-partners")),
            AvroSerde.specific(
                io.orderwire.avro.Partner.class, registry, TopicCatalogue.PARTNERS.valueOptions()),
            PATIENCE);
    partners.start(Thread.ofPlatform().daemon().name("partners-reader").factory());
    return partners;
  }

  @Bean
  PartnerRegistry partnerRegistry(KafkaPartners partners, InstantSource clock) {
    return new PartnerRegistry(partners, clock, new SecureRandom());
  }

  /**
   * The positions.
   *
   * @param ownedPartitions whether this instance owns a partition now
   */
  @Bean(destroyMethod = "close")
  KafkaPositions kafkaPositions(
      KafkaSettings kafka,
      RegistryClient registry,
      Admin admin,
      InstantSource clock,
      IntPredicate ownedPartitions) {
    Topic topic = TopicCatalogue.POSITIONS;
    KafkaPositions positions =
        new KafkaPositions(
            consumer(kafka, "orderwire-positions", IsolationLevel.READ_COMMITTED),
            ownedPartitions,
            partition -> transactional(kafka, partition),
            partition -> end(admin, new TopicPartition(topic.topicName(), partition)),
            new PositionSerdes(
                AvroSerde.specific(SubscriptionKey.class, registry, topic.keyOptions()),
                AvroSerde.specific(DeliveryPosition.class, registry, topic.valueOptions())),
            clock,
            PATIENCE,
            Thread.ofPlatform().daemon().name("positions-", 0).factory());
    positions.start();
    return positions;
  }

  private static Consumer<byte[], byte[]> consumer(
      KafkaSettings kafka, String clientId, IsolationLevel isolation) {
    return new KafkaConsumer<>(
        kafka.client(
            Map.of(
                ConsumerConfig.CLIENT_ID_CONFIG,
                clientId,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                isolation.toString())),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private static Producer<byte[], byte[]> transactional(KafkaSettings kafka, int partition) {
    return producer(
        kafka,
        Map.of(
            ProducerConfig.CLIENT_ID_CONFIG,
            "orderwire-positions-" + partition,
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            "adapters-" + partition,
            // A write that takes longer has been answered with broker_unavailable before.
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
            (int) PATIENCE.toMillis()));
  }

  private static Producer<byte[], byte[]> producer(KafkaSettings kafka, Map<String, Object> own) {
    Map<String, Object> config = kafka.client(own);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) SMALL_BUFFER);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE.toMillis());
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static long end(Admin admin, TopicPartition partition) {
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
