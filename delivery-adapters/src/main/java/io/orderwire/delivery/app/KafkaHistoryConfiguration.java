package io.orderwire.delivery.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.orderwire.avro.HistoryEntry;
import io.orderwire.avro.HistoryKey;
import io.orderwire.delivery.history.History;
import io.orderwire.delivery.history.Owners;
import io.orderwire.delivery.kafka.history.HistoryDecoder;
import io.orderwire.delivery.kafka.history.HistoryEnd;
import io.orderwire.delivery.kafka.history.HistoryStreams;
import io.orderwire.delivery.kafka.history.KafkaHistory;
import io.orderwire.delivery.kafka.history.Partitions;
import io.orderwire.delivery.kafka.history.RecentItems;
import io.orderwire.delivery.kafka.history.RocksMemory;
import io.orderwire.delivery.kafka.history.StreamsSettings;
import io.orderwire.delivery.kafka.partners.KafkaPartners;
import io.orderwire.delivery.kafka.positions.KafkaPositions;
import io.orderwire.delivery.kafka.webhooks.KafkaEndpoints;
import io.orderwire.delivery.kafka.webhooks.KafkaSecondFactors;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.TopicGeneration;
import io.orderwire.schemas.registry.CachingRegistryClient;
import io.orderwire.schemas.registry.HttpRegistryClient;
import io.orderwire.schemas.registry.RegistryClient;
import io.orderwire.schemas.registry.RegistrySettings;
import io.orderwire.schemas.registry.Retries;
import io.orderwire.schemas.registry.StoredRegistryClient;
import io.orderwire.schemas.serde.AvroDeserializer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/**
 * Kafka, the schema registry, and the histories over them. Whoever needs topics takes the {@link
 * RegistryClient}, which is there only when Kafka has answered.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
  KafkaSettings.class,
  HistorySettings.class,
  SchemaRegistrySettings.class
})
class KafkaHistoryConfiguration {
  /** How long one question to Kafka may take; at the start it is asked again and again. */
  private static final Duration ADMIN_PATIENCE = Duration.ofSeconds(10);

  private static final Duration REGISTRY_CONNECT = Duration.ofSeconds(1);
  private static final Duration REGISTRY_ANSWER = Duration.ofSeconds(2);
  private static final Retries REGISTRY_RETRIES =
      new Retries(2, Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofSeconds(5));

  @Bean(destroyMethod = "close")
  Admin kafkaAdmin(
      KafkaSettings kafka, @Value("${orderwire.topics.replication-factor:-1}") short replication)
      throws InterruptedException {
    Admin admin =
        Admin.create(
            kafka.client(
                Map.of(
                    AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                    (int) ADMIN_PATIENCE.toMillis(),
                    AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                    (int) ADMIN_PATIENCE.toMillis() / 2)));
    Backends.awaitKafka(
        admin,
        List.of(
            TopicCatalogue.EVENTS,
            TopicCatalogue.HISTORY,
            TopicCatalogue.PARTNERS,
            TopicCatalogue.POSITIONS,
            TopicCatalogue.WEBHOOK_ENDPOINTS,
            TopicCatalogue.SECOND_FACTORS,
            TopicCatalogue.ATTEMPTS,
            TopicCatalogue.AUDIT),
        replication,
        kafka.bootstrapServers());
    return admin;
  }

  /** With short attempts: whoever reads asks again, and whoever writes is told soon. */
  @Bean(destroyMethod = "")
  WatchedRegistry watchedRegistry(SchemaRegistrySettings settings, InstantSource clock) {
    return new WatchedRegistry(new HttpRegistryClient(registrySettings(settings)), clock);
  }

  /**
   * Takes the admin client so that Kafka's topics are there first. The registry may be away: what
   * an instance has asked before it knows, and what needs more waits by itself.
   */
  @Bean(destroyMethod = "close")
  @Primary
  RegistryClient registryClient(
      WatchedRegistry registry,
      SchemaRegistrySettings settings,
      @Value("${orderwire.data-dir:.orderwire/adapters}") Path dataDirectory,
      Admin unusedButFirst) {
    return new CachingRegistryClient(
        new StoredRegistryClient(
            registry, registrySettings(settings), dataDirectory.resolve("schemas")));
  }

  private static RegistrySettings registrySettings(SchemaRegistrySettings settings) {
    return settings
        .toRegistry()
        .withTimeouts(REGISTRY_CONNECT, REGISTRY_ANSWER)
        .withRetries(REGISTRY_RETRIES);
  }

  @Bean
  Partitions partitions() {
    return new Partitions(TopicCatalogue.HISTORY.partitions());
  }

  @Bean
  Owners owners(HistoryStreams streams, HistorySettings settings) {
    String address = settings.address();
    return address == null
        ? _ -> new Owners.Owner.Nobody()
        : streams.owners(Owners.Instance.parse(address));
  }

  @Bean
  History history(Partitions partitions, Owners owners, Admin admin, HistoryStreams streams) {
    return new KafkaHistory(partitions, owners, new HistoryEnd(admin, streams));
  }

  @Bean(destroyMethod = "close")
  RocksMemory rocksMemory(HistorySettings settings) {
    return new RocksMemory(settings.storeMemory().toBytes());
  }

  /** Alone it begins at once, beside the rest of the start; with others see {@link #membership}. */
  @Bean(destroyMethod = "close")
  HistoryStreams historyStreams(
      KafkaSettings kafka,
      HistorySettings settings,
      @Value("${orderwire.data-dir:.orderwire/adapters}") Path dataDirectory,
      RegistryClient registry,
      Admin admin,
      Partitions partitions,
      RocksMemory memory,
      MeterRegistry meters) {
    String applicationId = TopicGeneration.ofThisProcess().qualify(settings.applicationId());
    Path stores = dataDirectory.resolve("history");
    OwnCopy.settle(admin, stores, applicationId);
    HistoryStreams streams =
        new HistoryStreams(
            new StreamsSettings(
                applicationId,
                InstanceId.in(dataDirectory),
                stores,
                settings.threads(),
                settings.standbys(),
                settings.sessionTimeout(),
                settings.address(),
                settings.leftoversFor(),
                kafka.client(Map.of())),
            partitions,
            memory,
            new RecentItems(settings.recentItems().toBytes()),
            (stopping, beforeWaiting) ->
                new HistoryDecoder(
                    AvroDeserializer.specific(HistoryKey.class, registry),
                    AvroDeserializer.specific(HistoryEntry.class, registry),
                    settings.unknownSchemaPatience(),
                    stopping,
                    beforeWaiting),
            meters);
    if (settings.address() == null) {
      streams.start();
    }
    return streams;
  }

  @Bean
  @ConditionalOnProperty("orderwire.delivery.history.address")
  Membership membership(HistoryStreams streams) {
    return new Membership(streams::start, streams::leave);
  }

  /** Part of readiness: whether every history of this instance is complete. */
  @Bean
  HealthIndicator historyHealthIndicator(HistoryStreams streams) {
    return () ->
        (streams.isReady() ? Health.up() : Health.down())
            .withDetail("status", streams.status())
            .build();
  }

  /** Part of readiness: whether all partners, positions, endpoints and second factors are known. */
  @Bean
  HealthIndicator partnersHealthIndicator(
      KafkaPartners partners,
      KafkaPositions positions,
      KafkaEndpoints endpoints,
      KafkaSecondFactors factors) {
    return () ->
        (partners.isComplete()
                    && positions.isCaughtUp()
                    && endpoints.isComplete()
                    && factors.isComplete()
                ? Health.up()
                : Health.down())
            .withDetail(
                "malformed",
                partners.malformed()
                    + positions.malformed()
                    + endpoints.malformed()
                    + factors.malformed())
            .build();
  }

  /**
   * Shown with readiness, and takes nothing away from it: what is known goes on, and no other
   * instance could do more.
   */
  @Bean
  HealthIndicator registryHealthIndicator(WatchedRegistry registry) {
    return () ->
        registry
            .awaySince()
            .map(since -> Health.unknown().withDetail("no_answer_since", since.toString()))
            .orElseGet(Health::up)
            .build();
  }

  /** Part of liveness: whether reading the history can go on at all. */
  @Bean
  HealthIndicator streamsHealthIndicator(HistoryStreams streams) {
    return () -> (streams.isAlive() ? Health.up() : Health.down()).build();
  }
}
