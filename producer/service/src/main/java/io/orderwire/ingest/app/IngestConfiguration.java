package io.orderwire.ingest.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.orderwire.ingest.IngestObserver;
import io.orderwire.ingest.key.KeyFile;
import io.orderwire.producer.OrderEventPublisher;
import io.orderwire.producer.spring.PublisherBuilderCustomizer;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The way from requests to the broker. The publisher itself comes by auto-configuration. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
  KafkaSettings.class,
  TopicSettings.class,
  RegistrySettings.class,
  IngestSettings.class
})
class IngestConfiguration {

  @Bean
  PublisherBuilderCustomizer clientProperties(KafkaSettings kafka, RegistrySettings registry) {
    return builder -> builder.properties(kafka.clients()).properties(registry.properties());
  }

  @Bean
  BrokerWatch brokerWatch(KafkaSettings kafka, TopicSettings topics) {
    Map<String, Object> client = new HashMap<>(kafka.clients());
    client.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    client.put(AdminClientConfig.CLIENT_ID_CONFIG, "orderwire-producer-service-watch");
    client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 4_000);
    client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 8_000);
    return new BrokerWatch(client, topics.replicationFactor());
  }

  @Bean
  IngestObserver ingestMeters(MeterRegistry registry) {
    return new IngestMeters(registry);
  }

  @Bean
  RunningService runningService(
      OrderEventPublisher publisher,
      BrokerWatch broker,
      IngestSettings settings,
      IngestObserver observer) {
    return new RunningService(publisher, broker, settings, observer);
  }

  @Bean
  KeyFile keyFile(IngestSettings settings) {
    if (settings.keysFile() == null) {
      throw new IllegalStateException(
          "orderwire.ingest.keys-file is not set: name the file of service keys");
    }
    return new KeyFile(settings.keysFile(), InstantSource.system());
  }

  /** In place of Spring's own of this name. */
  @Bean
  PublisherLiveness livenessStateHealthIndicator(
      ApplicationAvailability availability, OrderEventPublisher publisher) {
    return new PublisherLiveness(availability, publisher::isBroken);
  }

  /** Part of readiness. */
  @Bean("broker")
  HealthIndicator brokerHealth(RunningService service) {
    return () -> (service.isReady() ? Health.up() : Health.down()).build();
  }
}
