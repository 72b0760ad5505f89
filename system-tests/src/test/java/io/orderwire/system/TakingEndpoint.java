package io.orderwire.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A webhook endpoint that takes all that comes, and keeps its ids by arrival. Thread-safe. */
final class TakingEndpoint implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final List<String> ids = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  private TakingEndpoint(HttpServer server) {
    this.server = server;
    server.createContext("/", this::take);
    server.setExecutor(threads);
    server.start();
  }

  /** Listens on a free port of the loopback address. */
  static TakingEndpoint start() throws IOException {
    return new TakingEndpoint(
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
  }

  /** Has all of a partner's history sent to it, in order. */
  void register(PartnerApi partner) {
    Answer answer =
        partner
            .http()
            .post(
                "/v1/webhooks/endpoints",
                "{\"url\":\"http://127.0.0.1:%d/\",\"order\":\"partner\",\"start\":\"beginning\"}"
                    .formatted(server.getAddress().getPort()));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
  }

  /** The ids of all requests with an item, in the order of arrival. */
  List<String> ids() {
    return List.copyOf(ids);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode message = JSON.readTree(exchange.getRequestBody().readAllBytes());
      String challenge = message.path("data").path("challenge").asString("");
      if (message.path("type").asString("").equals("endpoint.verification")) {
        byte[] echo = JSON.writeValueAsBytes(Map.of("challenge", challenge));
        exchange.sendResponseHeaders(200, echo.length);
        exchange.getResponseBody().write(echo);
      } else {
        ids.add(exchange.getRequestHeaders().getFirst("webhook-id"));
        exchange.sendResponseHeaders(204, -1);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
