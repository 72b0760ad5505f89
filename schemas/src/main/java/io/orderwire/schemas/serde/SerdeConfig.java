package io.orderwire.schemas.serde;

import io.orderwire.schemas.registry.CachingRegistryClient;
import io.orderwire.schemas.registry.HttpRegistryClient;
import io.orderwire.schemas.registry.RegistryClient;
import io.orderwire.schemas.registry.RegistrySettings;
import io.orderwire.schemas.registry.RegistryTrust;
import io.orderwire.schemas.registry.Retries;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Confluent's setting names, as the no-argument constructors' {@code configure} understands them.
 * The list with defaults is in this module's README.
 */
final class SerdeConfig {
  static final String URL = "schema.registry.url";
  static final String AUTO_REGISTER = "auto.register.schemas";
  static final String USE_LATEST = "use.latest.version";
  static final String SPECIFIC_READER = "specific.avro.reader";
  static final String AUTH_SOURCE = "basic.auth.credentials.source";
  static final String AUTH_USER_INFO = "basic.auth.user.info";
  static final String TRUST = "schema.registry.ssl.truststore.";

  private final Map<String, ?> values;
  private final boolean isKey;

  SerdeConfig(Map<String, ?> values, boolean isKey) {
    this.values = values;
    this.isKey = isKey;
  }

  RegistryClient registryClient() {
    long absenceSeconds = number("missing.id.cache.ttl.sec", 1, 0);
    return new CachingRegistryClient(
        new HttpRegistryClient(registry()), Duration.ofSeconds(absenceSeconds), System::nanoTime);
  }

  RegistrySettings registry() {
    List<URI> urls = urls();
    Duration first = duration("retries.wait.ms", 100, 1, Duration::ofMillis);
    Duration longest = duration("retries.max.wait.ms", 5_000, 1, Duration::ofMillis);
    try {
      return new RegistrySettings(
          urls.stream().map(SerdeConfig::withoutUserInfo).toList(),
          basicAuth(urls),
          duration("http.connect.timeout.ms", 5_000, 1, Duration::ofMillis),
          duration("http.read.timeout.ms", 10_000, 1, Duration::ofMillis),
          new Retries(
              (int) number("max.retries", 10, 0),
              first,
              longest.compareTo(first) < 0 ? first : longest,
              duration("retries.total.timeout.ms", 30_000, 0, Duration::ofMillis)),
          trust());
    } catch (IllegalArgumentException e) {
      throw new ConfigException(URL + ": " + e.getMessage());
    }
  }

  SerdeOptions options() {
    String strategy = isKey ? "key.subject.name.strategy" : "value.subject.name.strategy";
    SerdeOptions options = isKey ? SerdeOptions.forKeys() : SerdeOptions.forValues();
    Object named = values.get(strategy);
    if (named != null) {
      options = options.with(SubjectNameStrategy.named(strategy, named));
    }
    if (flag(AUTO_REGISTER, true)) {
      return options;
    }
    return options.with(
        flag(USE_LATEST, false)
            ? SerdeOptions.Registration.LATEST
            : SerdeOptions.Registration.LOOK_UP);
  }

  boolean specificReader() {
    return flag(SPECIFIC_READER, false);
  }

  private List<URI> urls() {
    Object value = values.get(URL);
    List<String> texts = new ArrayList<>();
    if (value instanceof List<?> list) {
      list.forEach(item -> texts.add(String.valueOf(item).trim()));
    } else if (value != null) {
      for (String part : value.toString().split(",", -1)) {
        texts.add(part.trim());
      }
    }
    texts.removeIf(String::isEmpty);
    if (texts.isEmpty()) {
      throw new ConfigException("Missing required setting " + URL);
    }
    List<URI> urls = new ArrayList<>();
    for (String text : texts) {
      try {
        urls.add(new URI(text));
      } catch (URISyntaxException e) {
        throw new ConfigException(URL + " holds something that is not a URL: " + e.getReason());
      }
    }
    return urls;
  }

  private @Nullable String basicAuth(List<URI> urls) {
    String source = text(AUTH_SOURCE, "URL");
    return switch (source) {
      case "USER_INFO" -> {
        String userInfo = text(AUTH_USER_INFO, text("schema.registry." + AUTH_USER_INFO, ""));
        if (userInfo.isEmpty()) {
          throw new ConfigException(AUTH_SOURCE + "=USER_INFO needs " + AUTH_USER_INFO);
        }
        yield userInfo;
      }
      case "URL" -> urls.get(0).getUserInfo();
      default -> throw new ConfigException(AUTH_SOURCE, source, "must be URL or USER_INFO");
    };
  }

  private @Nullable RegistryTrust trust() {
    String location = text(TRUST + "location", "");
    if (location.isEmpty()) {
      return null;
    }
    String password = text(TRUST + "password", "");
    return new RegistryTrust(
        Path.of(location), text(TRUST + "type", "JKS"), password.isEmpty() ? null : password);
  }

  private static URI withoutUserInfo(URI url) {
    if (url.getRawUserInfo() == null) {
      return url;
    }
    return URI.create(url.toString().replace(url.getRawUserInfo() + "@", ""));
  }

  private boolean flag(String name, boolean otherwise) {
    Object value = values.get(name);
    if (value == null) {
      return otherwise;
    }
    return switch (value.toString().trim()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new ConfigException(name, value, "must be true or false");
    };
  }

  private Duration duration(String name, long otherwise, long least, LongFunction<Duration> unit) {
    return unit.apply(number(name, otherwise, least));
  }

  private long number(String name, long otherwise, long least) {
    Object value = values.get(name);
    if (value == null) {
      return otherwise;
    }
    try {
      long number = Long.parseLong(value.toString().trim());
      if (number >= least && number <= Integer.MAX_VALUE) {
        return number;
      }
    } catch (NumberFormatException e) {
      // falls through to the one message that fits both
    }
    throw new ConfigException(name, value, "must be a whole number, at least " + least);
  }

  private String text(String name, String otherwise) {
    Object value = values.get(name);
    if (value instanceof org.apache.kafka.common.config.types.Password password) {
      return password.value();
    }
    return value == null ? otherwise : value.toString().trim();
  }
}
