package io.orderwire.delivery.app;

import io.orderwire.schemas.ClientFile;
import io.orderwire.schemas.registry.RegistrySettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the schema registry is.
 *
 * @param url base URL of Confluent's API
 * @param basicAuth {@code user:password}, or null for none
 * @param basicAuthFile the same as the one line of a file, which goes before it
 * @param trustFile certificates in PEM that an https registry is trusted by, or null for those that
 *     the JDK trusts
 */
@ConfigurationProperties("orderwire.schema-registry")
record SchemaRegistrySettings(
    @DefaultValue("http://127.0.0.1:8081/apis/ccompat/v7") String url,
    @Nullable String basicAuth,
    @Nullable Path basicAuthFile,
    @Nullable Path trustFile) {

  /** For a client. */
  RegistrySettings toRegistry() {
    return ClientFile.registry(url, basicAuth, basicAuthFile, trustFile);
  }

  /** Leaves the password out. */
  @Override
  public String toString() {
    return "SchemaRegistrySettings[]"; // the URL may hold a password too
  }
}
