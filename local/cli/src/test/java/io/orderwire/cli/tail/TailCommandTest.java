package io.orderwire.cli.tail;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.orderwire.cli.CommandFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Where the key comes from; the server refuses each, which ends the command. */
final class TailCommandTest {
  @TempDir private Path directory = Path.of("");

  private final List<String> came = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          came.addAll(exchange.getRequestHeaders().get("Authorization"));
          exchange.sendResponseHeaders(401, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String failure(Map<String, String> environment, String... arguments) {
    StringBuilder said = new StringBuilder();
    CommandLine command = new CommandLine(new TailCommand(environment::get));
    command.setExecutionExceptionHandler(
        (failure, _, _) -> {
          assertThat(failure).isInstanceOf(CommandFailure.class);
          said.append(failure.getMessage());
          return 1;
        });
    int code =
        command.execute(
            Stream.concat(
                    Stream.of(
                        "acme",
                        "--data",
                        directory.toString(),
                        "--url",
                        "http://127.0.0.1:" + server.getAddress().getPort()),
                    Stream.of(arguments))
                .toArray(String[]::new));
    assertThat(code).isEqualTo(1);
    return said.toString();
  }

  private String keyFile(String content) throws IOException {
    return Files.writeString(directory.resolve("key"), content).toString();
  }

  @Test
  void the_key_is_in_the_file_that_is_named() throws IOException {
    failure(Map.of("ORDERWIRE_KEY", "ow_environment"), "--key-file", keyFile("ow_file\n"));
    assertThat(came).containsExactly("Bearer ow_file");
  }

  @Test
  void without_a_file_it_is_in_the_environment_or_in_the_data_directory() throws IOException {
    Path kept = directory.resolve("secrets/partners/acme");
    Files.createDirectories(kept.getParent());
    Files.writeString(kept, "ow_kept\n");
    failure(Map.of("ORDERWIRE_KEY", "ow_environment"));
    failure(Map.of("ORDERWIRE_KEY", " "));
    failure(Map.of());
    assertThat(came).containsExactly("Bearer ow_environment", "Bearer ow_kept", "Bearer ow_kept");
  }

  @Test
  void a_file_that_has_no_key_is_one_sentence_without_what_it_has() throws IOException {
    assertThat(failure(Map.of(), "--key-file", directory.resolve("none").toString()))
        .startsWith("The key in ");
    assertThat(failure(Map.of(), "--key-file", keyFile("\n"))).contains("in one line");
    assertThat(failure(Map.of(), "--key-file", keyFile("ow_first\now_second\n")))
        .contains("in one line")
        .doesNotContain("ow_");
    assertThat(came).isEmpty();
  }
}
