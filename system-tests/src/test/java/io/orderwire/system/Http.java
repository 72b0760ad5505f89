package io.orderwire.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;

/** Requests to one service with one bearer token. Safe for use by many threads. */
public final class Http {
  private static final HttpClient CLIENT = clients().build();

  private final HttpClient client;
  private final String base;
  private final String token;

  /** To a base URL, with this token; an empty token sends none. */
  Http(String base, String token) {
    this(CLIENT, base, token);
  }

  private Http(HttpClient client, String base, String token) {
    this.client = client;
    this.base = base;
    this.token = token;
  }

  private static HttpClient.Builder clients() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(10));
  }

  /** The base URL. */
  public String base() {
    return base;
  }

  Http withToken(String other) {
    return new Http(client, base, other);
  }

  /** The same from another address of this machine. */
  Http from(InetAddress address) {
    return new Http(clients().localAddress(address).build(), base, token);
  }

  /** GET; headers as name, value, name, value. */
  public Answer get(String path, String... headers) {
    return send("GET", path, BodyPublishers.noBody(), headers);
  }

  /** GET as clients send it that say nothing of a body; others say that they have none. */
  Answer getPlain(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Authorization", "Bearer " + token)
            .GET()
            .build();
    try {
      HttpResponse<byte[]> response = CLIENT.send(request, BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), response.headers(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException("GET " + base + path, e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** POST of JSON. */
  public Answer post(String path, String json, String... headers) {
    return send(
        "POST",
        path,
        BodyPublishers.ofString(json),
        concat(headers, "Content-Type", "application/json"));
  }

  /** Any method, any body. */
  public Answer send(String method, String path, BodyPublisher body, String... headers) {
    try {
      HttpResponse<byte[]> response =
          client.send(request(method, path, body, headers), BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), response.headers(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + base + path, e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** GET whose body is read as it comes. */
  HttpResponse<InputStream> open(String path, String... headers) throws IOException {
    try {
      return client.send(
          request("GET", path, BodyPublishers.noBody(), headers), BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted", e);
  }

  private HttpRequest request(String method, String path, BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path)).method(method, body);
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request.build();
  }

  private static String[] concat(String[] headers, String... more) {
    String[] all = Arrays.copyOf(headers, headers.length + more.length);
    System.arraycopy(more, 0, all, headers.length, more.length);
    return all;
  }
}
