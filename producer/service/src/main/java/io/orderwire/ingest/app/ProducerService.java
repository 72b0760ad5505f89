package io.orderwire.ingest.app;

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
    SpringApplication.run(ProducerService.class, args);
  }
}
