package io.orderwire.processor.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.orderwire.processor.history.topology.Sequencing;
import io.orderwire.schemas.registry.CachingRegistryClient;
import io.orderwire.schemas.registry.HttpRegistryClient;
import io.orderwire.schemas.registry.RegistryClient;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the processor together. */
@Configuration(proxyBeanMethods = false)
class ProcessorConfiguration {

  @Bean
  StopSignal stopSignal() {
    return new StopSignal();
  }

  @Bean(destroyMethod = "close")
  RegistryClient registryClient(RegistryAddress address) {
    return new CachingRegistryClient(new HttpRegistryClient(address.settings()));
  }

  @Bean
  MeteredTally tally(MeterRegistry meters) {
    return new MeteredTally(meters);
  }

  @Bean(destroyMethod = "")
  Sequencing sequencing(
      ProcessorSettings processor,
      KafkaSettings kafka,
      RegistryClient registry,
      StopSignal stop,
      MeteredTally tally,
      MeterRegistry meters,
      ConfigurableApplicationContext context,
      @Value("${orderwire.data-dir}") Path dataDirectory,
      @Value("${orderwire.topics.replication-factor}") short replicationFactor) {
    return new Sequencing(
        processor.sequencing(kafka, dataDirectory, replicationFactor),
        registry,
        Clock.systemUTC(),
        stop,
        tally,
        meters,
        () -> SequencingLifecycle.end(context));
  }

  @Bean
  SequencingLifecycle sequencingLifecycle(
      Sequencing sequencing,
      StopSignal stop,
      RegistryClient registry,
      ConfigurableApplicationContext context) {
    return new SequencingLifecycle(sequencing, stop, registry, context);
  }

  @Bean
  SequencingHealth sequencingHealthIndicator(Sequencing sequencing, MeteredTally tally) {
    return new SequencingHealth(sequencing, tally);
  }
}
