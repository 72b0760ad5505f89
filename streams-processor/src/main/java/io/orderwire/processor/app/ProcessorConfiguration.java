package io.orderwire.processor.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.orderwire.processor.history.topology.Sequencing;
import io.orderwire.schemas.registry.CachingRegistryClient;
import io.orderwire.schemas.registry.HttpRegistryClient;
import io.orderwire.schemas.registry.RegistryClient;
import io.orderwire.schemas.registry.RegistrySettings;
import io.orderwire.schemas.registry.Retries;
import io.orderwire.schemas.registry.StoredRegistryClient;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The sequencer and what it stands on. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProcessorSettings.class)
class ProcessorConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessorConfiguration.class);
  private static final int FAILED = 70;
  private static final Duration REGISTRY_CONNECT = Duration.ofSeconds(1);
  private static final Duration REGISTRY_ANSWER = Duration.ofSeconds(2);

  @Bean(destroyMethod = "close")
  RegistryClient registryClient(ProcessorSettings settings) {
    // One short attempt at a time: the sequencer itself asks again.
    RegistrySettings registry =
        settings
            .schemaRegistry()
            .toRegistry()
            .withTimeouts(REGISTRY_CONNECT, REGISTRY_ANSWER)
            .withRetries(Retries.NONE);
    return new CachingRegistryClient(
        new StoredRegistryClient(
            new HttpRegistryClient(registry), registry, settings.dataDir().resolve("schemas")));
  }

  @Bean
  StoppablePause pause() {
    return new StoppablePause();
  }

  @Bean
  MeteredTally tally(MeterRegistry meters) {
    return new MeteredTally(meters);
  }

  @Bean(destroyMethod = "")
  Sequencing sequencing(
      ProcessorSettings settings,
      RegistryClient registry,
      StoppablePause pause,
      MeteredTally tally,
      MeterRegistry meters,
      ApplicationContext context) {
    return new Sequencing(
        settings.toSequencing(),
        registry,
        Clock.systemUTC(),
        pause,
        tally,
        meters,
        () -> exit(context));
  }

  @Bean
  SequencingProcess sequencingProcess(
      Sequencing sequencing, StoppablePause pause, MeteredTally tally) {
    return new SequencingProcess(sequencing, pause, tally);
  }

  @Bean
  HealthIndicator sequencerHealthIndicator(SequencingProcess process) {
    return process.readiness();
  }

  @Bean
  HealthIndicator aliveHealthIndicator(SequencingProcess process) {
    return process.liveness();
  }

  /** Ends the process, in a thread of its own: the caller is one of those that it waits for. */
  private static void exit(ApplicationContext context) {
    LOG.error("The sequencer failed for good; the process ends");
    Thread.ofPlatform()
        .name("exit")
        .start(() -> System.exit(SpringApplication.exit(context, () -> FAILED)));
  }
}
