package io.orderwire.delivery.webhook.management;

import io.orderwire.delivery.http.ProblemWriter;
import io.orderwire.delivery.partner.Partners;
import java.time.InstantSource;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;

/**
 * The operator's side of webhook management, in the context of the management port, where the
 * application manages endpoints at all. Listed in META-INF/spring, as Spring Boot finds such
 * configurations.
 */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
@ConditionalOnBean(EndpointManagement.class)
class WebhookOperatorConfiguration {
  @Bean
  OperatorEndpointsController operatorEndpointsController(
      Partners partners,
      Changes changes,
      EndpointManagement management,
      InstantSource clock,
      ProblemWriter problems) {
    return new OperatorEndpointsController(
        new OperatorAccess(partners), changes, management, clock, problems);
  }

  @Bean
  OperatorFactorController operatorFactorController(
      Partners partners, FactorManagement factors, ProblemWriter problems) {
    return new OperatorFactorController(new OperatorAccess(partners), factors, problems);
  }

  @Bean
  OperatorDeliveriesController operatorDeliveriesController(
      Partners partners,
      Changes changes,
      Replays replays,
      Attempts attempts,
      Observation observation,
      ProblemWriter problems) {
    return new OperatorDeliveriesController(
        new OperatorAccess(partners), changes, replays, attempts, observation, problems);
  }
}
