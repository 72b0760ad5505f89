package io.orderwire.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A schema registry in this process that answers Confluent's API over HTTP and can be told to fail.
 *
 * <p>It knows subjects, versions, ids and compatibility levels, refuses with 409 what a backward
 * level forbids, and answers with Confluent's error codes. Safe for many threads.
 */
public final class StubRegistry implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool(StubRegistry::daemon);
  private final StubSubjects subjects = new StubSubjects();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger failures = new AtomicInteger();
  private volatile int failureStatus = 500;
  private volatile boolean available = true;
  private volatile @Nullable String requiredAuthorization;

  private StubRegistry(HttpServer server) {
    this.server = server;
  }

  /**
   * A request as it came in.
   *
   * @param method GET, POST or PUT
   * @param path the path, decoded
   * @param body the body, empty if there was none
   */
  public record Request(String method, String path, String body) {}

  /** Starts on a free port of the loopback interface. */
  public static StubRegistry start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      StubRegistry registry = new StubRegistry(server);
      server.createContext("/", registry::handle);
      server.setExecutor(registry.threads);
      server.start();
      return registry;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The base URL. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Answers the next requests with this status and nothing of use. */
  public void failNext(int count, int status) {
    failureStatus = status;
    failures.set(count);
  }

  /** Whether requests are answered at all; if not, connections are closed without a word. */
  public void setAvailable(boolean available) {
    this.available = available;
  }

  /** From now on answers 401 without this basic authentication. */
  public void requireBasicAuth(String user, String password) {
    byte[] credentials = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    requiredAuthorization = "Basic " + Base64.getEncoder().encodeToString(credentials);
  }

  /** Every request so far, the failed ones included. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /** Adds a schema without a request and without a look at compatibility. */
  public int register(String subject, String schema) {
    return subjects.add(subject, schema);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String path = exchange.getRequestURI().getPath();
      requests.add(new Request(exchange.getRequestMethod(), path, body));
      if (!available) {
        return;
      }
      boolean fails = failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
      send(exchange, fails ? new Reply(failureStatus, "told to fail") : reply(exchange, body));
    }
  }

  private Reply reply(HttpExchange exchange, String body) {
    String required = requiredAuthorization;
    if (required != null
        && !required.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      return Reply.error(401, 401, "Unauthorized");
    }
    String[] parts = exchange.getRequestURI().getRawPath().substring(1).split("/", -1);
    for (int i = 0; i < parts.length; i++) {
      parts[i] = URLDecoder.decode(parts[i].replace("+", "%2B"), StandardCharsets.UTF_8);
    }
    String method = exchange.getRequestMethod();
    String route = method + " " + parts[0] + " " + parts.length;
    return switch (route) {
      case "GET schemas 3" -> subjects.byId(parts[2]);
      case "POST subjects 3" -> subjects.register(parts[1], schemaIn(body));
      case "POST subjects 2" -> subjects.lookUp(parts[1], schemaIn(body));
      case "GET subjects 4" -> subjects.version(parts[1], parts[3]);
      case "GET config 2" -> subjects.compatibility(parts[1]);
      case "PUT config 2" -> subjects.setCompatibility(parts[1], field(body, "compatibility"));
      default -> Reply.error(404, 404, "HTTP 404 Not Found");
    };
  }

  private static String schemaIn(String body) {
    return field(body, "schema");
  }

  private static String field(String body, String name) {
    JsonNode node;
    try {
      node = JSON.readTree(body);
    } catch (IOException e) {
      node = MissingNode.getInstance();
    }
    return node.path(name).asText("");
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", MEDIA_TYPE);
    exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "stub-registry");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** A status and a body. */
  record Reply(int status, String body) {
    static Reply error(int status, int code, String message) {
      return of(status, JSON.createObjectNode().put("error_code", code).put("message", message));
    }

    static Reply of(int status, JsonNode body) {
      return new Reply(status, body.toString());
    }
  }
}
