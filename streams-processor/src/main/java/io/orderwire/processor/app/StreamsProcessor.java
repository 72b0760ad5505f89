package io.orderwire.processor.app;

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
    SpringApplication.run(StreamsProcessor.class, args);
  }
}
