package io.orderwire.delivery.issuer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.orderwire.testkit.StubIssuer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An issuer's answers over HTTP, bad ones included. */
final class HttpKeySourceTest {
  private final Map<String, String> documents = new ConcurrentHashMap<>();
  private final AtomicInteger elsewhere = new AtomicInteger();
  private final CountDownLatch end = new CountDownLatch(1);
  private HttpServer server;
  private String url = "";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
    url = "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      switch (path) {
        case "/elsewhere" -> elsewhere.incrementAndGet();
        case "/moved" -> {
          exchange.getResponseHeaders().set("Location", url + "/elsewhere");
          exchange.sendResponseHeaders(302, -1);
        }
        case "/slow" -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          end.await();
        }
        default -> {
          String document = documents.get(path);
          if (document == null) {
            exchange.sendResponseHeaders(404, -1);
          } else {
            byte[] bytes = document.getBytes(UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String fetch(Optional<URI> jwksUrl) throws IOException, InterruptedException {
    return new HttpKeySource(url, jwksUrl, Duration.ofSeconds(2)).fetch();
  }

  private void configuration(String issuer, String keys) {
    documents.put(
        "/.well-known/openid-configuration",
        "{\"issuer\":\"%s\",\"jwks_uri\":\"%s\"}".formatted(issuer, keys));
  }

  @Test
  void keys_are_where_the_configuration_says() throws Exception {
    configuration(url, url + "/keys");
    documents.put("/keys", StubIssuer.keySet());
    assertThat(fetch(Optional.empty())).isEqualTo(StubIssuer.keySet());
  }

  @Test
  void keys_are_where_the_operator_says() throws Exception {
    documents.put("/mine", "x");
    assertThat(fetch(Optional.of(URI.create(url + "/mine")))).isEqualTo("x");
  }

  @Test
  void another_issuer_s_configuration_is_refused() {
    configuration(url + "/", url + "/keys");
    documents.put("/keys", "x");
    assertThatThrownBy(() -> fetch(Optional.empty())).isInstanceOf(IOException.class);
  }

  @Test
  void plain_http_is_for_this_machine() {
    for (String keys : new String[] {"http://issuer.example/keys", "file:///etc/passwd", "keys"}) {
      configuration(url, keys);
      assertThatThrownBy(() -> fetch(Optional.empty()))
          .as(keys)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("no https address");
    }
    assertThatThrownBy(
            () ->
                new HttpKeySource("http://issuer.example", Optional.empty(), Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void redirects_are_not_followed() {
    assertThatThrownBy(() -> fetch(Optional.of(URI.create(url + "/moved"))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("302");
    assertThat(elsewhere).hasValue(0);
  }

  @Test
  void neither_endless_nor_huge_answers_are_read() {
    assertThatThrownBy(() -> fetch(Optional.of(URI.create(url + "/slow"))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("in time");
    documents.put("/huge", "x".repeat(600 << 10));
    assertThatThrownBy(() -> fetch(Optional.of(URI.create(url + "/huge"))))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> fetch(Optional.of(URI.create(url + "/nothing"))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("404");
  }
}
