package io.orderwire.delivery.app;

import io.orderwire.avro.AuditEntry;
import io.orderwire.avro.HistoryCommand;
import io.orderwire.delivery.admin.HistoryCommands;
import io.orderwire.delivery.admin.PartnerRemoval;
import io.orderwire.delivery.command.CommandLog;
import io.orderwire.delivery.command.Retention;
import io.orderwire.delivery.command.SlotIndex;
import io.orderwire.delivery.history.History;
import io.orderwire.delivery.kafka.audit.AuditLog;
import io.orderwire.delivery.kafka.audit.AuditTrail;
import io.orderwire.delivery.kafka.commands.KafkaCommands;
import io.orderwire.delivery.kafka.history.KafkaSlotIndex;
import io.orderwire.delivery.kafka.history.Partitions;
import io.orderwire.delivery.kafka.ownership.PartitionWriters;
import io.orderwire.delivery.kafka.partners.KafkaBelongings;
import io.orderwire.delivery.kafka.positions.KafkaPositions;
import io.orderwire.delivery.kafka.webhooks.KafkaEndpoints;
import io.orderwire.delivery.kafka.webhooks.KafkaSecondFactors;
import io.orderwire.delivery.partner.PartnerRegistry;
import io.orderwire.delivery.partner.Partners;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.registry.RegistryClient;
import io.orderwire.schemas.serde.AvroSerde;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The record of changes, and commands on histories. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RetentionSettings.class)
class CommandsConfiguration {
  @Bean
  AuditTrail auditTrail(RegistryClient registry, InstantSource clock) {
    return new AuditTrail(
        AvroSerde.specific(AuditEntry.class, registry, TopicCatalogue.AUDIT.valueOptions()),
        UUID::randomUUID,
        clock);
  }

  @Bean(destroyMethod = "close")
  AuditLog auditLog(KafkaSettings kafka, AuditTrail trail) {
    return new AuditLog(
        KafkaClients.producer(kafka, "orderwire-audit", Map.of()), trail, KafkaClients.PATIENCE);
  }

  @Bean(destroyMethod = "close")
  KafkaCommands kafkaCommands(
      KafkaSettings kafka, RegistryClient registry, AuditLog audit, InstantSource clock) {
    return new KafkaCommands(
        KafkaClients.producer(kafka, "orderwire-commands", Map.of()),
        AvroSerde.specific(HistoryCommand.class, registry, TopicCatalogue.EVENTS.valueOptions()),
        audit,
        clock,
        KafkaClients.PATIENCE);
  }

  @Bean
  SlotIndex slotIndex(Partitions partitions) {
    return new KafkaSlotIndex(partitions);
  }

  @Bean
  HistoryCommands historyCommands(
      Partners partners, History history, SlotIndex slots, CommandLog log) {
    return new HistoryCommands(partners, history, slots, log, UUID::randomUUID);
  }

  @Bean
  PartnerRemoval partnerRemoval(
      PartnerRegistry partners,
      History history,
      SlotIndex slots,
      PartitionWriters writers,
      KafkaEndpoints endpoints,
      KafkaSecondFactors factors,
      KafkaPositions positions) {
    return new PartnerRemoval(
        partners,
        history,
        slots,
        new KafkaBelongings(
            writers, List.of(endpoints::removeAll, factors::removeAll, positions::removeAll)));
  }

  /** Does nothing where everything is kept. */
  @Bean(initMethod = "start", destroyMethod = "close")
  RetentionJob retentionJob(
      RetentionSettings settings,
      History history,
      SlotIndex slots,
      CommandLog log,
      InstantSource clock) {
    return new RetentionJob(
        settings, new Retention(settings.rules(), history, slots, log, clock, UUID::randomUUID));
  }
}
