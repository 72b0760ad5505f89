package io.orderwire.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A service that runs from its executable jar, on ports that stay the same over restarts. */
public final class ServiceProcess implements AutoCloseable {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  /** Small and quick to start; measurements set {@code orderwire.service-options}. */
  private static final String OPTIONS =
      System.getProperty(
          "orderwire.service-options",
          "-Xmx256m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto");

  private final String name;
  private final Path jar;
  private final int managementPort;
  private final List<String> properties;
  private final List<String> settings;
  private final Path data;
  private final Path log;
  private @Nullable Process process;

  /**
   * A service that is not started yet; its output is appended to {@code log}.
   *
   * @param properties options of its Java virtual machine
   * @param settings its own
   * @param data where it keeps its data
   */
  ServiceProcess(
      String name,
      Path jar,
      int managementPort,
      List<String> properties,
      List<String> settings,
      Path data,
      Path log) {
    if (!Files.isRegularFile(jar)) {
      throw new IllegalStateException(jar + " is missing: run mvn package first");
    }
    this.name = name;
    this.jar = jar;
    this.managementPort = managementPort;
    this.properties = List.copyOf(properties);
    this.settings = new ArrayList<>(settings);
    this.data = data;
    this.log = log;
  }

  /** Gives it a setting, or another value of it, from its next start on. */
  public void set(String setting, Object value) {
    String option = "--" + setting + "=";
    settings.removeIf(given -> given.startsWith(option));
    settings.add(option + value);
  }

  /** Starts it and returns at once. */
  public ServiceProcess start() {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of(OPTIONS.split(" ")));
    line.addAll(properties);
    line.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-jar", jar.toString()));
    line.add("--management.server.port=" + managementPort);
    line.addAll(settings);
    try {
      process =
          new ProcessBuilder(line)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException("starting the " + name, e);
    }
    return this;
  }

  /** Waits until it says that it can serve; at most five minutes, or until it ends. */
  public ServiceProcess awaitReady() {
    await(name + " is ready, see " + log)
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofMillis(100))
        .failFast(name + " ended while it started, see " + log, () -> !running().isAlive())
        .until(this::isReady);
    return this;
  }

  /** Where it keeps its data. */
  Path data() {
    return data;
  }

  /** Whether it has not ended. */
  boolean isRunning() {
    return running().isAlive();
  }

  /** What it ended with, once it has ended. */
  int exitCode() {
    return running().exitValue();
  }

  /** What it says of its health; the group is {@code liveness} or {@code readiness}. */
  Answer health(String group) {
    return new Http("http://127.0.0.1:" + managementPort, "").get("/actuator/health/" + group);
  }

  /** The sum of a metric over all its tags, by its name in Prometheus' form. */
  double metric(String metric) {
    return new Http("http://127.0.0.1:" + managementPort, "")
        .get("/actuator/prometheus")
        .text()
        .lines()
        .filter(line -> line.startsWith(metric + " ") || line.startsWith(metric + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** All that it has written to its log. */
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether it says that it can serve. */
  boolean isReady() {
    URI readiness = URI.create("http://127.0.0.1:" + managementPort + "/actuator/health/readiness");
    HttpRequest request = HttpRequest.newBuilder(readiness).timeout(Duration.ofSeconds(5)).build();
    try {
      return CLIENT.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw Http.interrupted(e);
    }
  }

  /** The lines of its log that hold a text. */
  List<String> logged(String text) {
    try (Stream<String> lines = Files.lines(log)) {
      return lines.filter(line -> line.contains(text)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(log.toString(), e);
    }
  }

  /** Kills it as {@code kill -9} does; returns when it is gone. */
  public void kill() {
    running().destroyForcibly();
    running().onExit().join();
  }

  /** Halts it as {@code kill -STOP} does: nothing runs in it, and it tells nobody. */
  public void halt() {
    run("kill", "-STOP", pid());
  }

  /** Lets it go on where it was halted. */
  public void goOn() {
    run("kill", "-CONT", pid());
  }

  /** The bytes of its heap that are reachable: a full collection is made first. */
  public long liveBytes() {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    String total =
        run(jcmd, pid(), "GC.class_histogram")
            .lines()
            .filter(line -> line.startsWith("Total "))
            .findFirst()
            .orElseThrow();
    return Long.parseLong(total.strip().replaceFirst("Total +\\d+ +", ""));
  }

  /** Writes all that is reachable of its heap to a file, after a full collection. */
  void dumpHeap(Path file) {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    run(jcmd, pid(), "GC.heap_dump", file.toString());
  }

  private String pid() {
    return Long.toString(running().pid());
  }

  private String run(String... command) {
    try {
      Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(tool.getInputStream().readAllBytes(), UTF_8);
      if (tool.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + ": " + output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(String.join(" ", command), e);
    } catch (InterruptedException e) {
      throw Http.interrupted(e);
    }
  }

  @Override
  public void close() {
    if (process != null && process.isAlive()) {
      process.destroy();
      try {
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
          kill();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        process.destroyForcibly();
      }
    }
  }

  private Process running() {
    if (process == null) {
      throw new IllegalStateException(name + " was not started");
    }
    return process;
  }
}
