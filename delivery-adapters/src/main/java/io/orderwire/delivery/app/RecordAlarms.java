package io.orderwire.delivery.app;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderwire.delivery.kafka.partners.KafkaPartners;
import io.orderwire.delivery.kafka.positions.KafkaPositions;
import io.orderwire.delivery.kafka.webhooks.KafkaEndpoints;
import io.orderwire.delivery.kafka.webhooks.KafkaSecondFactors;
import io.orderwire.schemas.Topic;
import io.orderwire.schemas.TopicCatalogue;
import java.util.function.ToDoubleFunction;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What an operator must hear of: records that were passed over, and a registry that is away. */
@Configuration(proxyBeanMethods = false)
class RecordAlarms {
  @Bean
  MeterBinder malformedRecords(
      KafkaPartners partners,
      KafkaPositions positions,
      KafkaEndpoints endpoints,
      KafkaSecondFactors factors) {
    return meters -> {
      count(meters, TopicCatalogue.PARTNERS, partners, KafkaPartners::malformed);
      count(meters, TopicCatalogue.POSITIONS, positions, KafkaPositions::malformed);
      count(meters, TopicCatalogue.WEBHOOK_ENDPOINTS, endpoints, KafkaEndpoints::malformed);
      count(meters, TopicCatalogue.SECOND_FACTORS, factors, KafkaSecondFactors::malformed);
    };
  }

  @Bean
  MeterBinder registryAway(WatchedRegistry registry) {
    return meters ->
        Gauge.builder(
                "orderwire.registry.away", registry, one -> one.awaySince().isPresent() ? 1 : 0)
            .description("1 where the schema registry did not answer when it was last asked")
            .register(meters);
  }

  private static <T> void count(
      MeterRegistry meters, Topic topic, T table, ToDoubleFunction<T> malformed) {
    FunctionCounter.builder("orderwire.records.malformed", table, malformed)
        .description("Incident: records that could not be understood and were passed over")
        .tag("topic", topic.topicName())
        .register(meters);
  }
}
