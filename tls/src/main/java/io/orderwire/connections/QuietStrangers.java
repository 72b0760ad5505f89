package io.orderwire.connections;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Has nothing logged that somebody without a key can make up: by itself Jetty tells each host that
 * is none, as it was sent, and Spring each address that there is not. That would fill the log, and
 * write escape sequences into it. Settings of the service come before this.
 */
final class QuietStrangers implements EnvironmentPostProcessor {
  private static final Map<String, Object> LEVELS =
      Map.of(
          "logging.level.org.eclipse.jetty.util.HostPort", "off",
          "logging.level.org.springframework.web.servlet.PageNotFound", "error");

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    environment
        .getPropertySources()
        .addLast(new MapPropertySource("orderwire-quiet-strangers", LEVELS));
  }
}
