package io.orderwire.fuzz.run;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.orderwire.embedded.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the webhooks of all partners go, each below a path of its own. Does handshakes, accepts
 * everything, and notes what came to a partner that is another one's.
 */
final class Hooks implements AutoCloseable {
  private static final Pattern CHALLENGE = Pattern.compile("\"challenge\"\\s*:\\s*\"([^\"]+)\"");
  private static final int OK = 200;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, String> markers;
  private final Set<String> strays = ConcurrentHashMap.newKeySet();
  private final AtomicLong requests = new AtomicLong();

  /**
   * Listens.
   *
   * @param markers of each partner, by its id
   */
  Hooks(Map<String, String> markers) throws IOException {
    this.markers = new ConcurrentHashMap<>(markers);
    server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.free()), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** The address for a partner. */
  String of(String partner) {
    return "http://127.0.0.1:" + port() + "/" + partner;
  }

  /** Knows one more partner. */
  void expect(String partner, String marker) {
    markers.put(partner, marker);
  }

  /** What came to the wrong partner. */
  Set<String> strays() {
    return Set.copyOf(strays);
  }

  long requests() {
    return requests.get();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      requests.incrementAndGet();
      String body = new String(exchange.getRequestBody().readAllBytes(), ISO_8859_1);
      String path = exchange.getRequestURI().getPath();
      markers.forEach(
          (partner, marker) -> {
            if (body.contains(marker) && isOfAnother(partner, path)) {
              strays.add("data of " + partner + " came to " + path);
            }
          });
      Matcher challenge = CHALLENGE.matcher(body);
      byte[] answer =
          (challenge.find() ? "{\"challenge\":\"" + challenge.group(1) + "\"}" : "{}")
              .getBytes(UTF_8);
      exchange.getResponseHeaders().set("WebHook-Allowed-Origin", "*");
      exchange.getResponseHeaders().set("WebHook-Allowed-Rate", "*");
      exchange.sendResponseHeaders(OK, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  /** A partner's own address may be damaged; it is no other partner's for that. */
  private boolean isOfAnother(String partner, String path) {
    return markers.keySet().stream()
        .anyMatch(other -> !other.equals(partner) && path.startsWith("/" + other));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
