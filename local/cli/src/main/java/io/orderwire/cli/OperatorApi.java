package io.orderwire.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A client of the operator API. Calls block, for 40 seconds at most, and throw {@link
 * CommandFailure} with the server's own words where it refuses.
 */
public final class OperatorApi {
  private static final String PARTNERS = "/admin/v1/partners";
  private static final Duration TIMEOUT = Duration.ofSeconds(40);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http;
  private final URI base;
  private final String token;

  OperatorApi(URI base, String token, Trust trust) {
    this.http = trust.client();
    this.base = base;
    this.token = token;
  }

  /** {@code GET /admin/v1/partners}. */
  public JsonNode partners() {
    return call("GET", PARTNERS, Map.of(), null).body();
  }

  /** {@code GET /admin/v1/partners/{id}}. */
  public JsonNode partner(String partnerId) {
    return ask("GET", partnerId, "", Map.of(), null).body();
  }

  /** {@code POST /admin/v1/partners}. */
  public JsonNode add(Map<String, ?> partner) {
    return call("POST", PARTNERS, Map.of(), partner).body();
  }

  /** {@code POST /admin/v1/partners/{id}/{action}}. */
  public JsonNode act(String partnerId, String action, Map<String, ?> body) {
    return ask("POST", partnerId, "/" + action, Map.of(), body).body();
  }

  /**
   * {@code {method} /admin/v1/partners/{id}{rest}}.
   *
   * @param rest of the path, with the query, encoded where needed
   * @param headers beside those that every request has
   * @param body as JSON; null for none
   */
  public Answer ask(
      String method,
      String partnerId,
      String rest,
      Map<String, String> headers,
      @Nullable Object body) {
    return call(method, PARTNERS + "/" + encode(partnerId) + rest, headers, body);
  }

  /** Text as a segment of a path or a value in a query. */
  public static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * What the server said.
   *
   * @param body an empty object where there is none
   * @param etag the version of what it shows
   */
  public record Answer(JsonNode body, Optional<String> etag) {}

  private Answer call(
      String method, String path, Map<String, String> headers, @Nullable Object body) {
    URI uri = base.resolve(path);
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(uri)
              .timeout(TIMEOUT)
              .header("Authorization", "Bearer " + token)
              .header("Accept", "application/json, application/problem+json");
      headers.forEach(request::header);
      if (body == null) {
        request.method(method, BodyPublishers.noBody());
      } else {
        request
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)));
      }
      HttpResponse<String> response =
          http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
      if (response.statusCode() / 100 != 2) {
        throw new CommandFailure(refusal(response));
      }
      return new Answer(
          response.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(response.body()),
          response.headers().firstValue("ETag"));
    } catch (ConnectException e) {
      throw new CommandFailure(
          "Nothing answers at "
              + base
              + ": is the system up? Start it with './orderwire up', or name its --port-offset.",
          e);
    } catch (IOException e) {
      throw new CommandFailure("No answer from " + base + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("Interrupted while waiting for " + base + ".", e);
    }
  }

  private static String refusal(HttpResponse<String> response) {
    try {
      JsonNode problem = JSON.readTree(response.body());
      String detail = problem.path("detail").asText(problem.path("title").asText());
      if (!detail.isEmpty()) {
        return detail + " (" + problem.path("code").asText("HTTP " + response.statusCode()) + ")";
      }
    } catch (JsonProcessingException e) {
      // Not a problem document: the status is all there is to say.
    }
    return "The operator API answered HTTP " + response.statusCode() + ".";
  }
}
