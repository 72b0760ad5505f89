package io.orderwire.system.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Partners' server: keeps every request by path, answers challenges, and does with items what each
 * path's behaviour says. Safe for use by many threads.
 */
final class Receiver implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** Where answers of status 3xx point to. */
  static final String ELSEWHERE = "elsewhere";

  static {
    // A connection that is closed because it is idle may have a request on its way.
    System.setProperty("sun.net.httpserver.maxIdleConnections", "100000");
    System.setProperty("sun.net.httpserver.idleInterval", "3600");
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final Map<String, Inbox> inboxes = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  private Receiver(HttpServer server) {
    this.server = server;
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** Listens on a free port of the loopback address. */
  static Receiver start() {
    return start(InetAddress.getLoopbackAddress());
  }

  /** Listens on a free port of this address. */
  static Receiver start(InetAddress address) {
    try {
      return new Receiver(HttpServer.create(new InetSocketAddress(address, 0), 4_096));
    } catch (IOException e) {
      throw new UncheckedIOException("starting a receiver", e);
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** The inbox of a path, which takes everything until it is told otherwise. */
  Inbox inbox(String name) {
    return inboxes.computeIfAbsent(
        "/" + name, path -> new Inbox("http://127.0.0.1:" + port() + path));
  }

  /** How many different items all paths have taken. */
  int takenIds() {
    return inboxes.values().stream().mapToInt(Inbox::takenIds).sum();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      long now = System.nanoTime();
      Inbox inbox = inboxes.get(exchange.getRequestURI().getPath());
      if (inbox == null) {
        answer(exchange, 404, new byte[0]);
        return;
      }
      Map<String, String> headers = headers(exchange);
      String text = new String(body, UTF_8);
      if (exchange.getRequestMethod().equals("OPTIONS")) {
        agree(exchange, inbox.asked(headers), headers);
      } else if (headers.getOrDefault("webhook-id", "").startsWith("msg_")) {
        inbox.add(new Arrival(now, 200, headers, text));
        answer(exchange, 200, echo(text));
      } else {
        take(exchange, inbox, now, headers, text);
      }
    }
  }

  private void take(
      HttpExchange exchange, Inbox inbox, long now, Map<String, String> headers, String body)
      throws IOException {
    Behaviour.Reply reply = inbox.next();
    try {
      Arrival arrival = new Arrival(now, reply.status(), headers, body);
      inbox.add(arrival);
      pause(reply.delay());
      arrival.answeredAt(System.nanoTime());
      if (reply.status() > 0) {
        answer(exchange, reply.status(), new byte[0]);
      }
    } finally {
      inbox.ended();
    }
  }

  private static void agree(HttpExchange exchange, int rate, Map<String, String> headers)
      throws IOException {
    if (rate > 0) {
      exchange
          .getResponseHeaders()
          .set("WebHook-Allowed-Origin", headers.getOrDefault("webhook-request-origin", ""));
      exchange.getResponseHeaders().set("WebHook-Allowed-Rate", String.valueOf(rate));
    }
    answer(exchange, 200, new byte[0]);
  }

  private static void pause(Duration time) {
    long until = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < until && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(until - System.nanoTime());
    }
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    if (status / 100 == 3) {
      exchange.getResponseHeaders().set("Location", "/" + ELSEWHERE);
    }
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  /** What a handshake wants to see; nothing for other messages. */
  private static byte[] echo(String body) {
    JsonNode message = JSON.readTree(body);
    return message.path("type").asString("").equals("endpoint.verification")
        ? JSON.writeValueAsBytes(
            Map.of("challenge", message.path("data").path("challenge").asString("")))
        : new byte[0];
  }

  private static Map<String, String> headers(HttpExchange exchange) {
    Map<String, String> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              String lower = name.toLowerCase(Locale.ROOT);
              if (lower.startsWith("webhook-")
                  || lower.startsWith("ce-")
                  || lower.equals("content-type")
                  || lower.equals("user-agent")) {
                headers.put(lower, String.join(",", values));
              }
            });
    return headers;
  }
}
