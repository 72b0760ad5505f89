package io.orderwire.delivery.app;

import ch.qos.logback.classic.LoggerContext;
import io.micrometer.core.instrument.MeterRegistry;
import io.orderwire.delivery.polling.PollingConfiguration;
import io.orderwire.delivery.sse.StreamConfiguration;
import io.orderwire.delivery.webhook.management.WebhookManagementConfiguration;
import io.orderwire.schemas.TopicGeneration;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.logging.logback.LogbackMetricsAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The delivery adapters: each partner's history, by every channel. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = LogbackMetricsAutoConfiguration.class)
@Import({
  KafkaHistoryConfiguration.class,
  CommandsConfiguration.class,
  ErasureConfiguration.class,
  PartnersConfiguration.class,
  WebhookStoresConfiguration.class,
  RecordAlarms.class,
  EgressConfiguration.class,
  WebhookConfiguration.class,
  WebhookManagementConfiguration.class,
  HttpConfiguration.class,
  PollingConfiguration.class,
  StreamConfiguration.class
})
public class DeliveryAdapters {
  /** Starts them; returns when Kafka has answered. */
  public static void main(String[] args) {
    SpringApplication application = new SpringApplication(DeliveryAdapters.class);
    application.addInitializers(
        context -> TopicGeneration.settle(context.getEnvironment()::getProperty));
    application.run(args);
  }

  @Bean
  LogEventMetrics logEventMetrics(MeterRegistry meters) {
    return new LogEventMetrics(meters, (LoggerContext) LoggerFactory.getILoggerFactory());
  }
}
