package io.orderwire.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Commands against a server that plays a script: each request gets the next answer. */
abstract class OperatorCommandTest {
  private static final int DEFAULT_PORT = 9080;

  final List<String> asked = new ArrayList<>();
  final Deque<Answer> script = new ArrayDeque<>();
  final StringWriter out = new StringWriter();
  final StringWriter err = new StringWriter();
  @TempDir Path data = Path.of("");
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    Files.createDirectories(data.resolve("secrets"));
    Files.writeString(data.resolve("secrets/admin-token"), "owa_test\n");
    server =
        HttpServer.create(
            new InetSocketAddress(
                InetAddress.getLoopbackAddress(), io.orderwire.embedded.Ports.free()),
            0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  /** Runs a command; gives its exit code. */
  final int runCommand(String line) {
    CommandLine commandLine = Orderwire.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    String[] options = {
      "--data",
      data.toString(),
      "--port-offset",
      "" + (server.getAddress().getPort() - DEFAULT_PORT)
    };
    return commandLine.execute(
        Stream.of(line.split(" "), options).flatMap(Stream::of).toArray(String[]::new));
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    StringBuilder request = new StringBuilder(exchange.getRequestMethod());
    request.append(' ').append(exchange.getRequestURI());
    for (String name : List.of("Idempotency-Key", "If-Match")) {
      String value = exchange.getRequestHeaders().getFirst(name);
      if (value != null) {
        request.append(' ').append(name).append('=').append(value);
      }
    }
    asked.add(request + (body.isEmpty() ? "" : " " + body));
    boolean known =
        Objects.equals(exchange.getRequestHeaders().getFirst("Authorization"), "Bearer owa_test");
    Answer answer = known ? script.remove() : new Answer(401, "{}");
    if (!answer.etag().isEmpty()) {
      exchange.getResponseHeaders().add("ETag", answer.etag());
    }
    byte[] bytes = answer.body().getBytes(UTF_8);
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /** What the server says to one request. */
  record Answer(int status, String body, String etag) {
    Answer(int status, String body) {
      this(status, body, "");
    }
  }
}
