package io.orderwire.processor.app;

import io.orderwire.schemas.registry.RegistrySettings;
import io.orderwire.schemas.registry.Retries;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the schema registry is.
 *
 * @param url base URL of Confluent's API, several by comma
 * @param basicAuth {@code user:password}, or null
 */
@ConfigurationProperties("orderwire.schema-registry")
record RegistryAddress(
    @DefaultValue("http://127.0.0.1:8081/apis/ccompat/v7") String url, @Nullable String basicAuth) {

  /** The client's settings. The sequencer asks again by itself, so the client does so only once. */
  RegistrySettings settings() {
    List<URI> urls = Arrays.stream(url.split(",", -1)).map(String::strip).map(URI::create).toList();
    Duration wait = Duration.ofMillis(200);
    return new RegistrySettings(
        urls,
        basicAuth,
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        new Retries(1, wait, wait, Duration.ofSeconds(5)));
  }

  @Override
  public String toString() {
    return settings().toString();
  }
}
