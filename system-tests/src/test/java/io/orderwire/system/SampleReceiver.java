package io.orderwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import io.orderwire.embedded.Ports;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A sample receiver of the guide for webhooks, as a process. For one thread. */
final class SampleReceiver implements AutoCloseable {
  private static final Path SAMPLES =
      Path.of(System.getProperty("orderwire.root"), "docs", "guides", "samples");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final List<String> command;
  private final Path directory;
  private final int port = Ports.free();
  private @Nullable Process process;

  private SampleReceiver(Path directory, List<String> command) {
    this.directory = directory;
    this.command = command;
  }

  /** The one in Java, with the library of Maven Central. */
  static SampleReceiver java(Path directory) throws URISyntaxException {
    Path library =
        Path.of(Webhook.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return new SampleReceiver(
        directory,
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            library.toString(),
            SAMPLES.resolve("Receive.java").toString()));
  }

  /** The one in JavaScript, with the package of npm. */
  static SampleReceiver javaScript(Path directory) throws IOException {
    Path besidePackages = NodeScript.installed().resolve("receive.mjs");
    Files.copy(SAMPLES.resolve("receive.mjs"), besidePackages, StandardCopyOption.REPLACE_EXISTING);
    return new SampleReceiver(directory, List.of("node", besidePackages.toString()));
  }

  String url() {
    return "http://127.0.0.1:" + port + "/";
  }

  /** Starts it, with what it has kept before. */
  void start(String secret) throws IOException {
    List<String> line =
        Stream.concat(command.stream(), Stream.of(Integer.toString(port), inbox().toString()))
            .toList();
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile()))
            .redirectError(
                ProcessBuilder.Redirect.appendTo(directory.resolve("receiver.err").toFile()));
    builder.environment().put("ORDERWIRE_WEBHOOK_SECRET", secret);
    process = builder.start();
  }

  /** Kills it, with no chance to do anything more. */
  void kill() throws InterruptedException {
    Process running = process;
    if (running != null) {
      running.destroyForcibly();
      assertThat(running.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Override
  public void close() {
    Process running = process;
    if (running != null) {
      running.destroyForcibly();
    }
  }

  /** Waits, at most two minutes, until it has kept and shown so many items. */
  void awaitItems(int count) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> items().size() >= count && shown().size() >= count);
  }

  /** The ids of what it keeps; a name that begins with a dot is not complete. */
  List<String> items() throws IOException {
    try (Stream<Path> files = Files.list(inbox())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .toList();
    }
  }

  /** An item, as it is kept. */
  String item(String id) throws IOException {
    return Files.readString(inbox().resolve(id));
  }

  /** The sequences of what it has shown, over all of its lives. */
  List<Long> shown() throws IOException {
    return Files.readAllLines(output()).stream()
        .map(line -> JsonMapper.shared().readTree(line).path("sequence").asLong())
        .toList();
  }

  private Path inbox() {
    return directory.resolve("inbox");
  }

  private Path output() {
    return directory.resolve("items.ndjson");
  }
}
