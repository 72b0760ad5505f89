package io.orderwire.ingest.app;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How to be let in at the schema registry; where it is is the publisher's setting.
 *
 * @param basicAuth {@code user:password}, or null for none
 */
@ConfigurationProperties("orderwire.schema-registry")
record RegistrySettings(@Nullable String basicAuth) {

  RegistrySettings {
    if (basicAuth != null && basicAuth.indexOf(':') < 0) {
      throw new IllegalArgumentException(
          "orderwire.schema-registry.basic-auth must be user:password");
    }
  }

  /** The same in the serializer's names. */
  Map<String, String> properties() {
    return basicAuth == null
        ? Map.of()
        : Map.of("basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", basicAuth);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "RegistrySettings[basicAuth=" + (basicAuth == null ? "none" : "set") + "]";
  }
}
