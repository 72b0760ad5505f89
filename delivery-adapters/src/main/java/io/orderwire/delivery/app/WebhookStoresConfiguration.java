package io.orderwire.delivery.app;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.orderwire.avro.DeliveryAttempt;
import io.orderwire.avro.SecondFactor;
import io.orderwire.avro.WebhookEndpoint;
import io.orderwire.avro.WebhookEndpointKey;
import io.orderwire.delivery.kafka.audit.AuditLog;
import io.orderwire.delivery.kafka.audit.AuditTrail;
import io.orderwire.delivery.kafka.ownership.PartitionWriters;
import io.orderwire.delivery.kafka.webhooks.KafkaAttempts;
import io.orderwire.delivery.kafka.webhooks.KafkaEndpoints;
import io.orderwire.delivery.kafka.webhooks.KafkaEndpoints.EndpointSerdes;
import io.orderwire.delivery.kafka.webhooks.KafkaOperations;
import io.orderwire.delivery.kafka.webhooks.KafkaSecondFactors;
import io.orderwire.schemas.Topic;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.registry.RegistryClient;
import io.orderwire.schemas.serde.AvroSerde;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.record.CompressionType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where webhook endpoints, second factors, and the records of changes and attempts are kept. */
@Configuration(proxyBeanMethods = false)
class WebhookStoresConfiguration {
  private static final Duration ATTEMPTS_LINGER = Duration.ofMillis(50);

  /** How long an attempt may be on its way, so that a broker's restart loses none. */
  private static final Duration ATTEMPTS_PATIENCE = Duration.ofMinutes(2);

  private static final long ATTEMPTS_BUFFER = 16L << 20;
  private static final int ATTEMPTS_READERS = 4;

  @Bean(destroyMethod = "close")
  KafkaEndpoints kafkaEndpoints(
      KafkaSettings kafka, RegistryClient registry, PartitionWriters writers, AuditTrail audit) {
    Topic topic = TopicCatalogue.WEBHOOK_ENDPOINTS;
    KafkaEndpoints endpoints =
        new KafkaEndpoints(
            KafkaClients.consumer(
                kafka, "orderwire-endpoints", IsolationLevel.READ_COMMITTED, Map.of()),
            writers,
            new EndpointSerdes(
                AvroSerde.specific(WebhookEndpointKey.class, registry, topic.keyOptions()),
                AvroSerde.specific(WebhookEndpoint.class, registry, topic.valueOptions())),
            audit);
    endpoints.start(Thread.ofPlatform().daemon().name("endpoints-reader").factory());
    return endpoints;
  }

  @Bean(destroyMethod = "close")
  KafkaSecondFactors kafkaSecondFactors(
      KafkaSettings kafka, RegistryClient registry, PartitionWriters writers, AuditTrail audit) {
    KafkaSecondFactors factors =
        new KafkaSecondFactors(
            KafkaClients.consumer(
                kafka, "orderwire-factors", IsolationLevel.READ_COMMITTED, Map.of()),
            writers,
            AvroSerde.specific(
                SecondFactor.class, registry, TopicCatalogue.SECOND_FACTORS.valueOptions()),
            audit);
    factors.start(Thread.ofPlatform().daemon().name("factors-reader").factory());
    return factors;
  }

  @Bean
  KafkaOperations kafkaOperations(AuditLog audit) {
    return new KafkaOperations(audit);
  }

  /** Attempts are many and small, so they are collected for a moment and compressed. */
  @Bean(destroyMethod = "close")
  KafkaAttempts kafkaAttempts(KafkaSettings kafka, RegistryClient registry, MeterRegistry meters) {
    AtomicInteger readers = new AtomicInteger();
    KafkaAttempts attempts =
        new KafkaAttempts(
            KafkaClients.producer(
                kafka,
                "orderwire-attempts",
                Map.of(
                    ProducerConfig.LINGER_MS_CONFIG,
                    (int) ATTEMPTS_LINGER.toMillis(),
                    ProducerConfig.COMPRESSION_TYPE_CONFIG,
                    CompressionType.LZ4.name,
                    ProducerConfig.BUFFER_MEMORY_CONFIG,
                    ATTEMPTS_BUFFER,
                    ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                    (int) ATTEMPTS_PATIENCE.toMillis())),
            () ->
                KafkaClients.consumer(
                    kafka,
                    "orderwire-attempts-" + readers.incrementAndGet(),
                    IsolationLevel.READ_UNCOMMITTED,
                    Map.of(
                        // What is under way from one page is waited for by the next.
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                        20,
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        1_000)),
            ATTEMPTS_READERS,
            AvroSerde.specific(
                DeliveryAttempt.class, registry, TopicCatalogue.ATTEMPTS.valueOptions()),
            KafkaClients.PATIENCE);
    FunctionCounter.builder("orderwire.webhook.attempts.lost", attempts, KafkaAttempts::lost)
        .description("Attempts that were made but could not be recorded")
        .register(meters);
    return attempts;
  }
}
