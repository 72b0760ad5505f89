package io.orderwire.ingest.app;

import io.orderwire.ingest.http.EventsController;
import io.orderwire.ingest.http.JettyProblems;
import io.orderwire.ingest.http.KeyFilter;
import io.orderwire.ingest.http.LingeringClose;
import io.orderwire.ingest.http.OpenApiController;
import io.orderwire.ingest.http.ProblemAdvice;
import io.orderwire.ingest.http.ProblemErrorController;
import io.orderwire.ingest.http.ServiceState;
import io.orderwire.ingest.key.KeyFile;
import java.time.Duration;
import org.springframework.boot.jetty.ConfigurableJettyWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The HTTP side. */
@Configuration(proxyBeanMethods = false)
class HttpConfiguration {

  private static final Duration LINGERING = Duration.ofSeconds(5);

  @Bean
  EventsController eventsController(ServiceState service, IngestSettings settings) {
    return new EventsController(
        service,
        settings.limits(),
        Thread.ofVirtual().name("ndjson-answer-", 0).factory(),
        System::nanoTime);
  }

  @Bean
  OpenApiController openApiController() {
    return new OpenApiController();
  }

  @Bean
  ProblemAdvice problemAdvice() {
    return new ProblemAdvice();
  }

  @Bean
  ProblemErrorController problemErrorController() {
    return new ProblemErrorController();
  }

  @Bean
  LingeringClose lingeringClose() {
    return new LingeringClose(LINGERING, System::nanoTime);
  }

  @Bean
  KeyFilter keyFilter(KeyFile keys) {
    return new KeyFilter(keys::nameOf);
  }

  @Bean
  WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory> jettyProblems() {
    return factory ->
        factory.addServerCustomizers(server -> server.setErrorHandler(new JettyProblems()));
  }
}
