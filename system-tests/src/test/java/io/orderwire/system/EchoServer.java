package io.orderwire.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Webhook endpoints that answer items with what they were sent: with 200, or with 500 below {@code
 * /fails}. Safe for use by many threads.
 */
final class EchoServer implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Map<String, Set<String>> taken = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  private EchoServer(HttpServer server) {
    this.server = server;
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** Listens on a free port of the loopback address. */
  static EchoServer start() {
    try {
      return new EchoServer(
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    } catch (IOException e) {
      throw new UncheckedIOException("starting a receiver", e);
    }
  }

  /** The URL of a path. */
  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  /** Waits, at most two minutes, until a path has had so many different items. */
  void awaitItems(String path, int count) {
    await(path + " has had " + count)
        .atMost(Duration.ofMinutes(2))
        .until(() -> taken.getOrDefault(path, Set.of()).size() >= count);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      JsonNode sent = JSON.readTree(body);
      if (sent.path("type").asString("").equals("endpoint.verification")) {
        String challenge = sent.path("data").path("challenge").asString("");
        answer(exchange, 200, JSON.writeValueAsString(Map.of("challenge", challenge)));
        return;
      }
      String id = exchange.getRequestHeaders().getFirst("webhook-id");
      taken.computeIfAbsent(path, _ -> ConcurrentHashMap.newKeySet()).add(String.valueOf(id));
      answer(exchange, path.startsWith("/fails") ? 500 : 200, body);
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
