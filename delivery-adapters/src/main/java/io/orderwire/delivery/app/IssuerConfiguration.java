package io.orderwire.delivery.app;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.orderwire.delivery.issuer.HttpKeySource;
import io.orderwire.delivery.issuer.IssuerKeys;
import io.orderwire.delivery.issuer.JwtTokens;
import io.orderwire.delivery.issuer.TokenRules;
import io.orderwire.delivery.partner.IssuedTokens;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tokens of an issuer, where one is configured. It is not waited for. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IssuerSettings.class)
class IssuerConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger(IssuerConfiguration.class);

  @Bean
  IssuedTokens issuedTokens(
      IssuerSettings settings, InstantSource clock, MeterRegistry meters, KeyAsking asking) {
    Optional<TokenRules> rules = settings.rules();
    return rules.isEmpty() || asking.keys.isEmpty()
        ? IssuedTokens.NONE
        : new JwtTokens(
            rules.get(),
            asking.keys.get(),
            clock,
            why -> meters.counter("orderwire.tokens.refused", "why", why.wireName()).increment());
  }

  @Bean
  KeyAsking keyAsking(IssuerSettings settings, InstantSource clock, MeterRegistry meters) {
    return new KeyAsking(settings, clock, meters);
  }

  /** Asks the issuer for its keys, in a thread of its own. */
  static final class KeyAsking implements DisposableBean {
    private final Optional<IssuerKeys> keys;
    private final ScheduledExecutorService thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("issuer-keys").factory());

    private KeyAsking(IssuerSettings settings, InstantSource clock, MeterRegistry meters) {
      keys = settings.url().map(issuer -> begin(issuer, settings, clock, meters));
    }

    private IssuerKeys begin(
        String issuer, IssuerSettings settings, InstantSource clock, MeterRegistry meters) {
      IssuerKeys made =
          new IssuerKeys(
              new HttpKeySource(issuer, settings.jwksUrl(), settings.keys().patience()),
              settings.keys().toTimes(),
              clock);
      FunctionCounter.builder("orderwire.issuer.failures", made, IssuerKeys::failures)
          .description("How often the issuer gave no keys when it was asked")
          .register(meters);
      Gauge.builder("orderwire.issuer.keys.age", made, IssuerConfiguration::seconds)
          .description("How old the issuer's last answer is; NaN where none is good any more")
          .baseUnit("seconds")
          .register(meters);
      var _ = thread.scheduleWithFixedDelay(() -> refresh(made), 0, 1, TimeUnit.SECONDS);
      return made;
    }

    private static void refresh(IssuerKeys keys) {
      try {
        keys.refresh();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException e) {
        // It would end the schedule; it is tried again.
        LOG.error("The issuer's keys could not be asked for", e);
      }
    }

    @Override
    public void destroy() {
      thread.shutdownNow();
    }
  }

  private static double seconds(IssuerKeys keys) {
    return keys.age().map(age -> age.toMillis() / 1000.0).orElse(Double.NaN);
  }
}
