package io.orderwire.schemas.registry;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One HTTP exchange with one URL of the registry, bounded in time from connecting to last byte. */
final class RegistryHttp {
  private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";

  private final HttpClient http;
  private final RegistrySettings settings;
  private final @Nullable String authorization;

  RegistryHttp(RegistrySettings settings) {
    this.settings = settings;
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.connectTimeout())
            .followRedirects(HttpClient.Redirect.NEVER);
    RegistryTrust trust = settings.trust();
    if (trust != null) {
      client.sslContext(trust.context());
    }
    this.http = client.build();
    String basicAuth = settings.basicAuth();
    this.authorization =
        basicAuth == null
            ? null
            : "Basic "
                + Base64.getEncoder().encodeToString(basicAuth.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Sends one request.
   *
   * @throws ExecutionException if there was no answer
   * @throws TimeoutException if the answer was not complete in time
   */
  HttpResponse<String> exchange(URI base, String method, String path, @Nullable String body)
      throws ExecutionException, TimeoutException, InterruptedException {
    String root = base.toString();
    String prefix = root.endsWith("/") ? root.substring(0, root.length() - 1) : root;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(prefix + path))
            .timeout(settings.requestTimeout())
            .header("Accept", MEDIA_TYPE + ", application/json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", MEDIA_TYPE);
    }
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    CompletableFuture<HttpResponse<String>> answer =
        http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
    try {
      return answer.get(settings.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      answer.cancel(true);
    }
  }
}
