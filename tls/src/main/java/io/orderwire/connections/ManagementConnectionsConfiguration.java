package io.orderwire.connections;

import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.context.annotation.Bean;

/** Bounds of a management port of its own, whose server is made in a context of its own. */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
public class ManagementConnectionsConfiguration {
  @Bean
  BoundedPorts boundedManagementPort(ConnectionSettings settings) {
    return new BoundedPorts(settings);
  }
}
