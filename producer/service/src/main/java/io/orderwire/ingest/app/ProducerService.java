package io.orderwire.ingest.app;

import io.orderwire.schemas.TopicGeneration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The producer service: order events over HTTP, into Kafka. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({IngestConfiguration.class, HttpConfiguration.class})
public class ProducerService {

  /** Starts it; returns when the broker and the registry have answered. */
  public static void main(String[] args) {
    SpringApplication application = new SpringApplication(ProducerService.class);
    application.addInitializers(
        context -> TopicGeneration.settle(context.getEnvironment()::getProperty));
    application.run(args);
  }
}
