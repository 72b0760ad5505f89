package io.orderwire.delivery.app;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.orderwire.delivery.history.History;
import io.orderwire.delivery.kafka.history.HistoryStreams;
import io.orderwire.delivery.kafka.ownership.PartitionWriters;
import io.orderwire.delivery.partner.Partner;
import io.orderwire.delivery.partner.Partners;
import io.orderwire.delivery.subscription.ProgressStore;
import io.orderwire.delivery.webhook.AttemptLog;
import io.orderwire.delivery.webhook.EndpointActions;
import io.orderwire.delivery.webhook.Endpoints;
import io.orderwire.delivery.webhook.UrlPolicy;
import io.orderwire.delivery.webhook.delivery.Deliveries;
import io.orderwire.delivery.webhook.delivery.DeliveryMeters;
import io.orderwire.delivery.webhook.delivery.Gate;
import io.orderwire.delivery.webhook.delivery.Webhooks;
import io.orderwire.delivery.webhook.dispatch.RetrySchedule;
import io.orderwire.delivery.webhook.dispatch.Tuning;
import io.orderwire.delivery.webhook.sending.HttpTransport;
import io.orderwire.delivery.webhook.sending.TransportSettings;
import io.orderwire.delivery.webhook.signing.SecretVault;
import io.orderwire.delivery.webhook.signing.Signer;
import io.orderwire.schemas.PartnerPartitioner;
import io.orderwire.schemas.TopicCatalogue;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Webhook delivery. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebhookSettings.class)
class WebhookConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookConfiguration.class);
  private static final int KEY_BYTES = 32;

  @Bean
  SecretVault secretVault(WebhookSettings settings) {
    SecureRandom random = new SecureRandom();
    return settings
        .keyFile()
        .map(file -> SecretVault.reading(Path.of(file), random))
        .orElseGet(() -> SecretVault.of(List.of(passingKey(random)), random));
  }

  @Bean
  UrlPolicy urlPolicy(TransportSettings settings) {
    return settings.urlRules();
  }

  @Bean
  Webhooks webhooks(
      History history,
      ProgressStore progress,
      Endpoints endpoints,
      AttemptLog attempts,
      HttpTransport transport,
      SecretVault vault,
      WebhookSettings settings,
      Partners partners,
      HistoryStreams streams,
      PartitionWriters writers,
      InstantSource clock,
      MeterRegistry meters) {
    Gate gate =
        partnerId ->
            streams.holdsLease(partition(partnerId), settings.lease())
                && partners.isComplete()
                && !partners.find(partnerId).map(Partner::suspended).orElse(true);
    Webhooks webhooks =
        Webhooks.of(
            new Webhooks.Stores(history, progress, endpoints, attempts),
            new Webhooks.Manner(
                transport,
                endpoint -> Signer.of(endpoint, vault),
                settings.origin(),
                new RetrySchedule(settings.retrySchedule(), settings.retryJitter()),
                Tuning.DEFAULT,
                settings.senders(),
                settings.maxInFlight()),
            new Webhooks.Surroundings(
                clock,
                System::nanoTime,
                new SecureRandom(),
                Thread.ofVirtual().name("webhook-", 0).factory()),
            writers::owns,
            gate,
            new DeliveryMeters(meters));
    Gauge.builder("orderwire.webhook.loops", webhooks.deliveries(), Deliveries::count)
        .description("Cursors of webhook endpoints that are driven here")
        .register(meters);
    return webhooks;
  }

  @Bean
  EndpointActions endpointActions(Webhooks webhooks) {
    return webhooks.actions();
  }

  /** Begins when all is there, and ends while the stores still take progress. */
  @Bean
  SmartLifecycle webhookDeliveries(Webhooks webhooks) {
    return new SmartLifecycle() {
      private volatile boolean running;

      @Override
      public void start() {
        webhooks.deliveries().start();
        running = true;
      }

      @Override
      public void stop() {
        running = false;
        webhooks.deliveries().close();
      }

      @Override
      public boolean isRunning() {
        return running;
      }
    };
  }

  private static int partition(String partnerId) {
    return PartnerPartitioner.partitionOf(partnerId, TopicCatalogue.PARTITIONS);
  }

  private static String passingKey(SecureRandom random) {
    LOG.warn(
        "orderwire.webhooks.key-file is not set: the secrets of endpoints made now cannot be opened"
            + " after this process ends, nor by another instance");
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    return Base64.getEncoder().encodeToString(key);
  }
}
