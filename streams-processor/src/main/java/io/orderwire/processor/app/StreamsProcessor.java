package io.orderwire.processor.app;

import io.orderwire.schemas.TopicGeneration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The streams processor: order events into one gapless history per partner. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(ProcessorConfiguration.class)
public class StreamsProcessor {
  /** Starts it; returns when Kafka and the registry have answered. */
  public static void main(String[] args) {
    SpringApplication application = new SpringApplication(StreamsProcessor.class);
    application.addInitializers(
        context -> TopicGeneration.settle(context.getEnvironment()::getProperty));
    application.run(args);
  }
}
