package io.orderwire.ingest.app;

import io.orderwire.schemas.ClientFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How to be let in at the schema registry; where it is is the publisher's setting.
 *
 * @param basicAuth {@code user:password}, or null for none
 * @param basicAuthFile the same as the one line of a file, which goes before it
 * @param trustFile certificates in PEM that an https registry is trusted by, or null for those that
 *     the JDK trusts
 */
@ConfigurationProperties("orderwire.schema-registry")
record RegistrySettings(
    @Nullable String basicAuth, @Nullable Path basicAuthFile, @Nullable Path trustFile) {

  RegistrySettings {
    if (basicAuthFile != null) {
      basicAuth = ClientFile.line(basicAuthFile);
    }
    if (basicAuth != null && basicAuth.indexOf(':') < 0) {
      throw new IllegalArgumentException(
          "orderwire.schema-registry.basic-auth must be user:password");
    }
  }

  /** The same in the serializer's names. */
  Map<String, String> properties() {
    Map<String, String> all = new HashMap<>();
    if (basicAuth != null) {
      all.put("basic.auth.credentials.source", "USER_INFO");
      all.put("basic.auth.user.info", basicAuth);
    }
    if (trustFile != null) {
      all.put("schema.registry.ssl.truststore.location", trustFile.toString());
      all.put("schema.registry.ssl.truststore.type", "PEM");
    }
    return all;
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "RegistrySettings[basicAuth=" + (basicAuth == null ? "none" : "set") + "]";
  }
}
