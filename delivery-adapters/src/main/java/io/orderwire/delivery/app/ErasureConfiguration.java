package io.orderwire.delivery.app;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderwire.delivery.erasure.Keeping;
import io.orderwire.delivery.kafka.erasure.TopicKeepings;
import io.orderwire.delivery.polling.PageCaching;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Whether what is erased is gone everywhere by the deadline: looked at when the service starts, and
 * told in the log, with readiness and as a metric. It keeps nothing from running.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ErasureSettings.class)
class ErasureConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger(ErasureConfiguration.class);

  /**
   * What was found.
   *
   * @param beyond the places that may hold something for longer
   */
  record Found(Duration deadline, List<Keeping> beyond) {}

  @Bean
  Found erasureDeadline(ErasureSettings settings, HistorySettings history, Admin admin)
      throws InterruptedException {
    List<Keeping> all = new ArrayList<>(TopicKeepings.of(admin));
    all.add(
        new Keeping(
            "adapters' local stores",
            "leftovers-for " + Keeping.text(history.leftoversFor()),
            new Keeping.Longest.For(history.leftoversFor())));
    all.add(
        new Keeping(
            "partners' caches of pages",
            "max-age " + Keeping.text(PageCaching.MAX_AGE),
            new Keeping.Longest.For(PageCaching.MAX_AGE)));
    Found found = new Found(settings.deadline(), settings.rule().beyond(all));
    found
        .beyond()
        .forEach(
            keeping ->
                LOG.warn(
                    "What is erased may be kept beyond orderwire.erasure.deadline, which is {}, in"
                        + " {}",
                    Keeping.text(found.deadline()),
                    keeping));
    return found;
  }

  /** Shown with readiness, and takes nothing away from it. */
  @Bean
  HealthIndicator erasureHealthIndicator(Found found) {
    return () ->
        Health.up()
            .withDetail("deadline", Keeping.text(found.deadline()))
            .withDetail("beyond", found.beyond().stream().map(Keeping::toString).toList())
            .build();
  }

  @Bean
  MeterBinder erasureBeyondDeadline(Found found) {
    return meters ->
        Gauge.builder("orderwire.erasure.beyond.deadline", found, one -> one.beyond().size())
            .description("Places that may hold what was erased for longer than the deadline")
            .register(meters);
  }
}
