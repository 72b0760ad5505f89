package io.orderwire.delivery.webhook.sending;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * The proxy through which all requests leave, each connection in a tunnel of its own (CONNECT, RFC
 * 9110, section 9.3.6). It is the operator's, so its address is not checked.
 *
 * @param tls whether it is spoken to over TLS
 * @param host its name or address, without brackets
 * @param authorization the value of {@code Proxy-Authorization}; empty for none
 * @param resolves whether it looks up names and checks their addresses by itself; otherwise it is
 *     sent addresses that were checked here
 */
public record EgressProxy(
    boolean tls, String host, int port, Optional<String> authorization, boolean resolves) {

  /**
   * Checks the port.
   *
   * @throws IllegalArgumentException if it is none
   */
  public EgressProxy {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port " + port + " is not 1 to 65535");
    }
  }

  /**
   * The authorization by name and password (RFC 7617).
   *
   * @throws IllegalArgumentException if the name has a colon, or one of them control characters
   */
  public static String basic(String username, String password) {
    if (username.indexOf(':') >= 0
        || (username + password).chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "a colon in the user name, or a control character in it or the password");
    }
    byte[] both = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(both);
  }

  /** Leaves the authorization out. */
  @Override
  public String toString() {
    return "EgressProxy["
        + (tls ? "https" : "http")
        + ", "
        + host
        + ", "
        + port
        + ", resolves="
        + resolves
        + "]";
  }
}
