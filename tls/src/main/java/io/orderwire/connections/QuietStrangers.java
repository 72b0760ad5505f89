package io.orderwire.connections;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Has nothing logged that somebody without a key can make up. By itself Jetty tells of each host
 * that is none and each second {@code Host} as they were sent, of headers that are too large, and
 * of settings of HTTP/2 that are none; Spring tells of each address that there is not, and of each
 * method that it does not have. That would fill the log, and write escape sequences into it.
 * Settings of the service come before this.
 */
final class QuietStrangers implements EnvironmentPostProcessor {
  private static final Map<String, Object> LEVELS =
      Map.of(
          "logging.level.org.eclipse.jetty.util.HostPort",
          "off",
          "logging.level.org.eclipse.jetty.http.HttpParser",
          "error",
          "logging.level.org.eclipse.jetty.http2.server.internal.HTTP2ServerConnection",
          "error",
          "logging.level.org.springframework.web.servlet.PageNotFound",
          "error",
          "logging.level.org.springframework.web.servlet.mvc.support"
              + ".DefaultHandlerExceptionResolver",
          "error");

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    environment
        .getPropertySources()
        .addLast(new MapPropertySource("orderwire-quiet-strangers", LEVELS));
  }
}
