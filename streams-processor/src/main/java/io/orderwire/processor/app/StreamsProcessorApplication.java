package io.orderwire.processor.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The process. Ends with status 1 if sequencing failed for good. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class StreamsProcessorApplication {

  /** Starts the process. */
  public static void main(String[] arguments) {
    SpringApplication.run(StreamsProcessorApplication.class, arguments);
  }
}
