package io.orderwire.processes;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Requests of the set-up, never of what is measured or verified. Safe for use by many threads.
 *
 * <p>Answers other than 2xx are {@link UnexpectedAnswerException}s, but for {@link #raw}.
 */
public final class Http {
  private static final int UNAVAILABLE = 503;
  private static final int REPEATS = 30;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  private final URI base;
  private final String token;

  /** To this base, with this bearer token; an empty one is not sent. */
  public Http(URI base, String token) {
    this.base = base;
    this.token = token;
  }

  /** GET of a JSON document. */
  public JsonNode get(String path) throws IOException, InterruptedException {
    return json(send(request(path).GET()));
  }

  /** POST of JSON, answered with JSON or nothing. */
  public JsonNode post(String path, String json) throws IOException, InterruptedException {
    return post(path, "application/json", BodyPublishers.ofString(json));
  }

  /** POST of anything, answered with JSON or nothing. */
  public JsonNode post(String path, String type, BodyPublisher body)
      throws IOException, InterruptedException {
    return json(send(request(path).POST(body).header("Content-Type", type)));
  }

  /** DELETE, answered with nothing. */
  public void delete(String path) throws IOException, InterruptedException {
    send(request(path).DELETE());
  }

  /** POST of events, one a line; the answer's lines, without those of accepted events. */
  public String postLines(String path, byte[] lines) throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        send(
            request(path)
                .POST(BodyPublishers.ofByteArray(lines))
                .header("Content-Type", "application/x-ndjson")
                .header("Prefer", "return=minimal"));
    return new String(response.body(), UTF_8);
  }

  /** GET, whatever the answer is. */
  public HttpResponse<byte[]> raw(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = request(path);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofMinutes(10));
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  /** Sends it, and again for a while where the service says that it cannot answer yet. */
  private static HttpResponse<byte[]> send(HttpRequest.Builder builder)
      throws IOException, InterruptedException {
    HttpRequest request = builder.build();
    HttpResponse<byte[]> response = CLIENT.send(request, BodyHandlers.ofByteArray());
    for (int n = 0; response.statusCode() == UNAVAILABLE && n < REPEATS; n++) {
      TimeUnit.SECONDS.sleep(1);
      response = CLIENT.send(request, BodyHandlers.ofByteArray());
    }
    if (response.statusCode() / 100 != 2) {
      throw new UnexpectedAnswerException(
          "%s %s was answered %d %s"
              .formatted(
                  request.method(),
                  request.uri().getPath(),
                  response.statusCode(),
                  json(response).path("code").asText()));
    }
    return response;
  }

  private static JsonNode json(HttpResponse<byte[]> response) throws IOException {
    return JSON.readTree(response.body());
  }
}
