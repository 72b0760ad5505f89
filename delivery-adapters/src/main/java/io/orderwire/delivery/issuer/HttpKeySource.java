package io.orderwire.delivery.issuer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The issuer's key set over HTTPS: at an address that is given, or at the one that the issuer's
 * configuration tells (OpenID Connect Discovery 1.0, section 4). Redirects are not followed, and
 * plain HTTP is for this machine only.
 */
public final class HttpKeySource implements KeySource {
  private static final String CONFIGURATION = "/.well-known/openid-configuration";
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final long MOST_BYTES = 512L << 10;
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT)
          .build();

  private final String issuer;
  private final Optional<URI> jwksUrl;
  private final Duration patience;

  /**
   * Of an issuer.
   *
   * @param jwksUrl where its keys are; empty where its configuration tells
   * @param patience how long one answer may take
   * @throws IllegalArgumentException if an address is neither https nor of this machine
   */
  public HttpKeySource(String issuer, Optional<URI> jwksUrl, Duration patience) {
    this.issuer = issuer;
    this.jwksUrl = jwksUrl;
    this.patience = patience;
    URI first = jwksUrl.orElseGet(() -> URI.create(issuer));
    if (!isSafe(first)) {
      throw new IllegalArgumentException(first + " is not an https address");
    }
  }

  @Override
  public String fetch() throws IOException, InterruptedException {
    return get(jwksUrl.isPresent() ? jwksUrl.get() : discovered());
  }

  private URI discovered() throws IOException, InterruptedException {
    URI at = URI.create(issuer.replaceAll("/+$", "") + CONFIGURATION);
    try {
      Map<String, Object> configuration = JSONObjectUtils.parse(get(at));
      if (!issuer.equals(configuration.get("issuer"))) {
        throw new IOException(at + " is the configuration of another issuer");
      }
      URI keys = JSONObjectUtils.getURI(configuration, "jwks_uri");
      if (keys == null || !isSafe(keys)) {
        throw new IOException(at + " names no https address of keys");
      }
      return keys;
    } catch (ParseException e) {
      throw new IOException(at + " is not a configuration", e);
    }
  }

  private static boolean isSafe(URI uri) {
    return uri.getHost() != null
        && ("https".equals(uri.getScheme())
            || ("http".equals(uri.getScheme()) && THIS_MACHINE.contains(uri.getHost())));
  }

  private String get(URI uri) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri).timeout(patience).header("Accept", "application/json").build();
    // The request's own time-out ends with the header: a body may take for ever.
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
    try {
      HttpResponse<byte[]> response = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (response.statusCode() != 200) {
        throw new IOException(uri + " answered " + response.statusCode());
      }
      return new String(response.body(), UTF_8);
    } catch (ExecutionException e) {
      throw new IOException(uri + " did not answer", e.getCause());
    } catch (TimeoutException e) {
      throw new IOException(uri + " did not answer in time", e);
    } finally {
      answer.cancel(true);
    }
  }
}
