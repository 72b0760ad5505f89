package io.orderwire.delivery.app;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the schema registry is.
 *
 * @param url base URL of Confluent's API
 * @param basicAuth {@code user:password}, or null for none
 */
@ConfigurationProperties("orderwire.schema-registry")
record SchemaRegistrySettings(
    @DefaultValue("http://127.0.0.1:8081/apis/ccompat/v7") String url, @Nullable String basicAuth) {

  /** Leaves the password out. */
  @Override
  public String toString() {
    return "SchemaRegistrySettings[]"; // the URL may hold a password too
  }
}
