package io.orderwire.connections;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Bounds of the service's own port. */
@AutoConfiguration
@EnableConfigurationProperties(ConnectionSettings.class)
public class ConnectionsAutoConfiguration {
  @Bean
  BoundedPorts boundedPorts(ConnectionSettings settings) {
    return new BoundedPorts(settings);
  }
}
