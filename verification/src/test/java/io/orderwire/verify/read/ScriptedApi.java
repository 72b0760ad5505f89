package io.orderwire.verify.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers one request after the other as told, and calls back with the last of them. */
final class ScriptedApi implements AutoCloseable {
  private final HttpServer server;
  private final Queue<Reply> replies;
  private final Runnable last;
  private final List<String> asked = new CopyOnWriteArrayList<>();

  record Reply(int status, String body) {}

  ScriptedApi(Runnable last, Reply... replies) throws IOException {
    this.last = last;
    this.replies = new ArrayDeque<>(List.of(replies));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  Partner partner() {
    return new Partner(
        "acme", URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "ow_key");
  }

  /** What was asked for: the path with its query, and the last event's id if one was given. */
  List<String> asked() {
    return asked;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String id = exchange.getRequestHeaders().getFirst("Last-Event-ID");
      asked.add(exchange.getRequestURI() + (id == null ? "" : " behind " + id));
      Reply reply = replies.remove();
      if (replies.isEmpty()) {
        last.run();
      }
      byte[] body = reply.body().getBytes(UTF_8);
      exchange.sendResponseHeaders(reply.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
