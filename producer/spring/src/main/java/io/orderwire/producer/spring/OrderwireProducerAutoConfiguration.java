package io.orderwire.producer.spring;

import io.orderwire.producer.OrderEventPublisher;
import io.orderwire.producer.PublisherBuilder;
import io.orderwire.schemas.TopicGeneration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Makes an {@link OrderEventPublisher} where {@code orderwire.producer.bootstrap-servers} is set
 * and there is none yet, and closes it with the application.
 */
@AutoConfiguration
@ConditionalOnProperty("orderwire.producer.bootstrap-servers")
@EnableConfigurationProperties(OrderwireProducerProperties.class)
public class OrderwireProducerAutoConfiguration {

  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  OrderEventPublisher orderEventPublisher(
      OrderwireProducerProperties settings,
      Environment environment,
      ObjectProvider<PublisherBuilderCustomizer> customizers) {
    TopicGeneration.settle(environment::getProperty);
    PublisherBuilder builder =
        OrderEventPublisher.builder()
            .properties(settings.properties())
            .bootstrapServers(settings.bootstrapServers())
            .schemaRegistryUrl(settings.schemaRegistryUrl())
            .clientId(settings.clientId())
            .backPressure(settings.policy())
            .maxInFlightBytes(Math.toIntExact(settings.maxInFlight().toBytes()))
            .deliveryTimeout(settings.deliveryTimeout())
            .linger(settings.linger())
            .closeTimeout(settings.closeTimeout());
    if (settings.propertiesFile() != null) {
      builder.propertiesFile(settings.propertiesFile());
    }
    customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
    return builder.build();
  }
}
