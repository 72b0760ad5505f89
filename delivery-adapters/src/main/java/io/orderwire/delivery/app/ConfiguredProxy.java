package io.orderwire.delivery.app;

import io.orderwire.delivery.webhook.sending.EgressProxy;
import io.orderwire.delivery.webhook.sending.Hosts;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Reads the settings of the egress proxy. What is wrong in them ends the start, with the name of
 * the setting and never with a credential.
 */
final class ConfiguredProxy {
  private static final String SETTING = "orderwire.webhooks.proxy.";
  private static final Pattern URL =
      Pattern.compile("(?i)(https?)://([^\\[\\]/?#@:*]+|\\[[0-9a-f:.]+]):([0-9]{1,5})");

  private ConfiguredProxy() {}

  /** The proxy; empty if none is set. */
  static Optional<EgressProxy> read(EgressSettings.Proxy settings) {
    Optional<String> authorization = authorization(settings);
    if (settings.url().isPresent()) {
      return Optional.of(proxy(settings.url().get(), authorization, settings.resolves()));
    }
    if (authorization.isPresent() || settings.resolves()) {
      throw wrong("url", "", "without it, there is nothing else to set of a proxy");
    }
    return Optional.empty();
  }

  private static EgressProxy proxy(String url, Optional<String> authorization, boolean resolves) {
    Matcher parts = URL.matcher(url);
    try {
      if (parts.matches()) {
        return new EgressProxy(
            parts.group(1).equalsIgnoreCase("https"),
            Hosts.normal(parts.group(2)),
            Integer.parseInt(parts.group(3)),
            authorization,
            resolves);
      }
    } catch (IllegalArgumentException noHostOrPort) {
      throw wrong("url", url, "its host or port is none");
    }
    throw wrong(
        "url",
        url.indexOf('@') < 0 ? url : "(not shown)",
        "it must be http://host:port or https://host:port, without credentials, path or query");
  }

  private static Optional<String> authorization(EgressSettings.Proxy settings) {
    if (settings.username().isEmpty() && settings.password().isEmpty()) {
      return Optional.empty();
    }
    if (settings.username().isEmpty() || settings.password().isEmpty()) {
      String missing = settings.username().isEmpty() ? "username" : "password";
      throw wrong(missing, "", "user name and password are set together");
    }
    try {
      return Optional.of(EgressProxy.basic(settings.username().get(), settings.password().get()));
    } catch (IllegalArgumentException refused) {
      throw wrong("username", "(not shown)", String.valueOf(refused.getMessage()));
    }
  }

  private static InvalidConfigurationPropertyValueException wrong(
      String setting, Object value, String reason) {
    return new InvalidConfigurationPropertyValueException(SETTING + setting, value, reason + ".");
  }
}
