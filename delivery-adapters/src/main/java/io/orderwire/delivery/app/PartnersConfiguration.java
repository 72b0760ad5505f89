package io.orderwire.delivery.app;

import io.orderwire.avro.DeliveryPosition;
import io.orderwire.avro.SubscriptionKey;
import io.orderwire.delivery.kafka.audit.AuditLog;
import io.orderwire.delivery.kafka.history.Partitions;
import io.orderwire.delivery.kafka.ownership.GroupMembership;
import io.orderwire.delivery.kafka.ownership.PartitionWriters;
import io.orderwire.delivery.kafka.partners.KafkaPartners;
import io.orderwire.delivery.kafka.positions.KafkaPositions;
import io.orderwire.delivery.kafka.positions.KafkaPositions.PositionSerdes;
import io.orderwire.delivery.partner.PartnerRegistry;
import io.orderwire.schemas.Topic;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.TopicGeneration;
import io.orderwire.schemas.registry.RegistryClient;
import io.orderwire.schemas.serde.AvroSerde;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.IsolationLevel;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Partners, their keys, and the positions of their subscriptions. */
@Configuration(proxyBeanMethods = false)
class PartnersConfiguration {

  @Bean(destroyMethod = "close")
  KafkaPartners kafkaPartners(KafkaSettings kafka, RegistryClient registry, AuditLog audit) {
    KafkaPartners partners =
        new KafkaPartners(
            KafkaClients.consumer(
                kafka, "orderwire-partners", IsolationLevel.READ_UNCOMMITTED, Map.of()),
            KafkaClients.producer(kafka, "orderwire-partners", Map.of()),
            AvroSerde.specific(
                io.orderwire.avro.Partner.class, registry, TopicCatalogue.PARTNERS.valueOptions()),
            audit,
            KafkaClients.PATIENCE);
    partners.start(Thread.ofPlatform().daemon().name("partners-reader").factory());
    return partners;
  }

  @Bean
  PartnerRegistry partnerRegistry(KafkaPartners partners, InstantSource clock) {
    return new PartnerRegistry(partners, clock, new SecureRandom());
  }

  /** Writes what has an owner: positions, endpoints and second factors. */
  @Bean(destroyMethod = "close")
  PartitionWriters partitionWriters(
      KafkaSettings kafka,
      Admin admin,
      Partitions partitions,
      HistorySettings history,
      @Value("${orderwire.data-dir:.orderwire/adapters}") Path dataDirectory) {
    GroupMembership membership =
        new GroupMembership(
            admin,
            TopicGeneration.ofThisProcess().qualify(history.applicationId()),
            InstanceId.in(dataDirectory));
    return new PartitionWriters(
        partitions::term,
        partition -> membership.has(TopicCatalogue.HISTORY, partition),
        partition -> KafkaClients.transactional(kafka, partition),
        partition -> KafkaClients.end(admin, partition),
        KafkaClients.PATIENCE,
        Thread.ofPlatform().daemon().name("partition-writer-", 0).factory());
  }

  @Bean(destroyMethod = "close")
  KafkaPositions kafkaPositions(
      KafkaSettings kafka, RegistryClient registry, PartitionWriters writers, InstantSource clock) {
    Topic topic = TopicCatalogue.POSITIONS;
    KafkaPositions positions =
        new KafkaPositions(
            KafkaClients.consumer(
                kafka, "orderwire-positions", IsolationLevel.READ_COMMITTED, Map.of()),
            writers,
            new PositionSerdes(
                AvroSerde.specific(SubscriptionKey.class, registry, topic.keyOptions()),
                AvroSerde.specific(DeliveryPosition.class, registry, topic.valueOptions())),
            clock);
    positions.start(Thread.ofPlatform().daemon().name("positions-reader").factory());
    return positions;
  }
}
