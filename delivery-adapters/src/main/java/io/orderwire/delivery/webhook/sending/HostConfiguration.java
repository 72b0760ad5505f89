package io.orderwire.delivery.webhook.sending;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;

/**
 * What an operator adds to all requests to a host, whichever partner they are of.
 *
 * @param headers fixed request headers; those of a call go before
 * @param tls the keys and trusted certificates of connections to it; empty for the JVM's. Taken
 *     when a connection is opened
 */
public record HostConfiguration(Map<String, String> headers, Optional<SSLContext> tls) {
  /** Nothing. */
  public static final HostConfiguration NONE = new HostConfiguration(Map.of(), Optional.empty());

  private static final Set<String> NOT_FIXED =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "user-agent");

  /**
   * Checks the headers.
   *
   * @throws IllegalArgumentException if a name is no token (RFC 9110) or belongs to the connection
   *     or to webhooks, or if a value has control characters
   */
  public HostConfiguration {
    headers = Map.copyOf(headers);
    for (Map.Entry<String, String> header : headers.entrySet()) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (!name.matches("[a-z0-9!#$%&'*+.^_`|~-]+")
          || NOT_FIXED.contains(name)
          || name.startsWith("webhook-")) {
        throw new IllegalArgumentException("no header to configure: " + header.getKey());
      }
      if (header.getValue().chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 127)) {
        throw new IllegalArgumentException("control characters in the value of " + header.getKey());
      }
    }
  }

  /** Leaves the values out. */
  @Override
  public String toString() {
    return "HostConfiguration[headers=" + headers.keySet() + ", tls=" + tls.isPresent() + "]";
  }
}
