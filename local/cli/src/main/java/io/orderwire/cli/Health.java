package io.orderwire.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Base64;
import java.util.Optional;

/** Asks a service on this machine for its health. */
public final class Health {
  private static final int TIMEOUT_MILLIS = 5_000;

  private Health() {}

  /** Whether the service with this management port says that it can serve; 5 seconds at most. */
  public static boolean isReady(int managementPort) {
    return isReady("http://127.0.0.1:" + managementPort + "/actuator/health", Trust.USUAL);
  }

  /** The same of the service whose health is at this URL. */
  public static boolean isReady(String healthUrl, Trust trust) {
    return answersOk(healthUrl + "/readiness", trust, Optional.empty());
  }

  /**
   * Whether a GET is answered with 200; 5 seconds at most.
   *
   * @param login {@code user:password}, if one is needed
   */
  public static boolean answersOk(String url, Trust trust, Optional<String> login) {
    try {
      HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
      trust.prepare(connection);
      login.ifPresent(
          own ->
              connection.setRequestProperty(
                  "Authorization",
                  "Basic " + Base64.getEncoder().encodeToString(own.getBytes(UTF_8))));
      connection.setConnectTimeout(TIMEOUT_MILLIS);
      connection.setReadTimeout(TIMEOUT_MILLIS);
      try {
        return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return false; // nobody there, or not yet
    }
  }
}
