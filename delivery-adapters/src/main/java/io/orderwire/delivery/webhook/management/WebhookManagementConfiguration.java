package io.orderwire.delivery.webhook.management;

import io.micrometer.core.instrument.MeterRegistry;
import io.orderwire.delivery.history.History;
import io.orderwire.delivery.http.Cursors;
import io.orderwire.delivery.http.ProblemWriter;
import io.orderwire.delivery.subscription.ProgressStore;
import io.orderwire.delivery.webhook.AttemptLog;
import io.orderwire.delivery.webhook.EndpointActions;
import io.orderwire.delivery.webhook.Endpoints;
import io.orderwire.delivery.webhook.OperationLog;
import io.orderwire.delivery.webhook.Secrets;
import io.orderwire.delivery.webhook.UrlPolicy;
import io.orderwire.delivery.webhook.factor.FactorVault;
import io.orderwire.delivery.webhook.factor.SecondFactors;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The management of webhook endpoints, with the controllers of the partners' port. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ManagementSettings.class)
public class WebhookManagementConfiguration {
  private final NewIds ids = new NewIds(new SecureRandom());

  @Bean
  Changes webhookChanges(Endpoints endpoints, EndpointActions actions, InstantSource clock) {
    return new Changes(endpoints, actions, clock);
  }

  @Bean
  Places webhookPlaces(History history, Cursors cursors) {
    return new Places(history, cursors);
  }

  @Bean
  EndpointManagement endpointManagement(
      Changes changes,
      Places places,
      UrlPolicy urls,
      Secrets secrets,
      EndpointActions actions,
      InstantSource clock) {
    return new EndpointManagement(
        changes, places, new DefinitionReader(urls), secrets, actions, ids, clock);
  }

  @Bean
  Replays replays(
      Changes changes,
      Places places,
      History history,
      ProgressStore progress,
      EndpointActions actions) {
    return new Replays(changes, places, history, progress, actions, ids);
  }

  @Bean
  Attempts attempts(AttemptLog log) {
    return new Attempts(log);
  }

  @Bean
  Observation observation(
      History history,
      Cursors cursors,
      ProgressStore progress,
      EndpointActions actions,
      OperationLog log,
      InstantSource clock) {
    return new Observation(history, cursors, progress, actions, log, clock);
  }

  @Bean
  FactorManagement factorManagement(
      SecondFactors factors,
      FactorVault vault,
      ManagementSettings settings,
      InstantSource clock,
      MeterRegistry meters) {
    return new FactorManagement(
        factors, vault, settings.secondFactor(), new SecureRandom(), clock, meters);
  }

  @Bean
  PartnerAccess partnerAccess(FactorManagement factors) {
    return new PartnerAccess(factors);
  }

  @Bean
  PartnerFactorController partnerFactorController(
      PartnerAccess access, FactorManagement factors, ProblemWriter problems) {
    return new PartnerFactorController(access, factors, problems);
  }

  @Bean
  PartnerEndpointsController partnerEndpointsController(
      PartnerAccess access,
      Changes changes,
      EndpointManagement management,
      InstantSource clock,
      ProblemWriter problems) {
    return new PartnerEndpointsController(access, changes, management, clock, problems);
  }

  @Bean
  PartnerDeliveriesController partnerDeliveriesController(
      PartnerAccess access,
      Changes changes,
      Replays replays,
      Attempts attempts,
      Observation observation,
      ProblemWriter problems) {
    return new PartnerDeliveriesController(
        access, changes, replays, attempts, observation, problems);
  }
}
