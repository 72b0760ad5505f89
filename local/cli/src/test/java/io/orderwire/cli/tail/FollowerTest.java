package io.orderwire.cli.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.orderwire.cli.CommandFailure;
import io.orderwire.cli.Trust;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that plays a script: each connection gets the next answer. */
class FollowerTest {
  private final List<String> asked = new ArrayList<>();
  private final List<String> items = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();
  private final Deque<Answer> script = new ArrayDeque<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/orders/events/stream", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void goes_on_after_the_last_id_when_the_connection_ends() {
    script.add(new Answer(200, "id: 1\ndata: one\n\nid: 2\ndata: two\n\ndata: half of the thi"));
    script.add(new Answer(200, "id: 3\ndata: three\n\n"));
    script.add(new Answer(410, "{\"code\":\"cursor_expired\",\"detail\":\"Gone.\"}"));
    assertThatThrownBy(() -> follower().follow("start"))
        .isInstanceOf(CommandFailure.class)
        .hasMessage("Gone. (cursor_expired)");
    assertThat(items).containsExactly("one", "two", "three");
    assertThat(asked)
        .containsExactly("since=1970-01-01T00:00:00Z from -", "null from 2", "null from 3");
  }

  @Test
  void tries_again_with_growing_pauses_while_the_server_is_busy() {
    script.add(new Answer(503, ""));
    script.add(new Answer(503, ""));
    script.add(new Answer(401, "{\"code\":\"invalid_key\",\"detail\":\"No such key.\"}"));
    List<Duration> pauses = new ArrayList<>();
    assertThatThrownBy(() -> follower(pauses).follow("now")).hasMessageContaining("invalid_key");
    assertThat(pauses).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1));
  }

  @Test
  void a_goaway_is_followed_by_a_new_connection_and_is_no_item() {
    script.add(new Answer(200, "id: 1\ndata: one\n\nevent: goaway\ndata: {}\n\n"));
    script.add(new Answer(401, "{}"));
    assertThatThrownBy(() -> follower().follow("x9")).hasMessageContaining("HTTP 401");
    assertThat(items).containsExactly("one");
    assertThat(asked).containsExactly("null from x9", "null from 1");
  }

  private Follower follower() {
    return follower(new ArrayList<>());
  }

  private Follower follower(List<Duration> pauses) {
    return new Follower(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
        "ow_key",
        pauses::add,
        items::add,
        notices::add,
        Trust.USUAL);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String id = exchange.getRequestHeaders().getFirst("Last-Event-ID");
    asked.add(exchange.getRequestURI().getQuery() + " from " + Objects.requireNonNullElse(id, "-"));
    Answer answer = script.removeFirst();
    byte[] body = answer.body().getBytes(UTF_8);
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private record Answer(int status, String body) {}
}
