package io.orderwire.producer.spring;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderwire.producer.OrderEventPublisher;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/** Shows the publisher's numbers where there is Micrometer. */
@AutoConfiguration(after = OrderwireProducerAutoConfiguration.class)
@ConditionalOnClass(MeterBinder.class)
@ConditionalOnSingleCandidate(OrderEventPublisher.class)
public class OrderwireProducerMetricsAutoConfiguration {

  @Bean
  MeterBinder orderEventPublisherMetrics(OrderEventPublisher publisher) {
    return new PublisherMetrics(publisher);
  }
}
