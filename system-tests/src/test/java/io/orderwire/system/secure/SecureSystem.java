package io.orderwire.system.secure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderwire.cli.Orderwire;
import io.orderwire.cli.Ports;
import io.orderwire.embedded.LocalAuthority;
import io.orderwire.embedded.PemTrust;
import io.orderwire.schemas.ClientFile;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/** The command line in processes of its own, and the system that it started. */
final class SecureSystem implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Path ROOT = Path.of(System.getProperty("orderwire.root"));

  private final Path directory;
  private final Ports ports;
  private final List<Process> started = new ArrayList<>();

  private SecureSystem(Path directory, Ports ports) {
    this.directory = directory;
    this.ports = ports;
  }

  /** Starts it; its broker tells whom it allows what. */
  static SecureSystem start() throws IOException {
    Path systems = Files.createDirectories(Path.of("target", "systems").toAbsolutePath());
    SecureSystem system =
        new SecureSystem(
            Files.createTempDirectory(systems, "secure-"), new Ports(freeOffset(), true));
    Process up =
        system.orderwire("up", "up", "--secure", "--port-offset", "" + system.ports.offset());
    try {
      await("the system is ready")
          .atMost(PATIENCE)
          .failFast(() -> assertThat(up.isAlive()).as(system.said("up.err")).isTrue())
          .until(() -> system.said("up.out").contains("orderwire is ready"));
    } catch (RuntimeException | AssertionError e) {
      system.close();
      throw e;
    }
    return system;
  }

  private static int freeOffset() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort() - 8080;
    }
  }

  Ports ports() {
    return ports;
  }

  Path data() {
    return directory.resolve("data");
  }

  Path secret(String name) {
    return data().resolve("secrets").resolve(name);
  }

  LocalAuthority authority() {
    return LocalAuthority.in(secret("tls"));
  }

  SSLContext trust() {
    return PemTrust.of(secret("tls/ca.pem"));
  }

  /** Settings of Kafka's clients as this user. */
  Map<String, Object> kafka(String user) {
    Map<String, Object> all =
        new HashMap<>(ClientFile.read(secret("kafka/" + user + ".properties")));
    all.put("bootstrap.servers", ports.bootstrapServers());
    return all;
  }

  /** Runs a command to its end, which must be a good one, and returns its standard output. */
  String run(String... command) throws Exception {
    Process process = orderwire("result", command);
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said("result.err")).isZero();
    return said("result.out").strip();
  }

  /** Runs a command that goes on; its standard output is in {@link #said}. */
  void begin(String name, String... command) throws IOException {
    Process _ = orderwire(name, command);
  }

  String said(String file) throws IOException {
    Path path = directory.resolve(file);
    return Files.exists(path) ? Files.readString(path) : "";
  }

  private Process orderwire(String name, String... arguments) throws IOException {
    List<String> line = new ArrayList<>(java());
    line.add("-Dorderwire.root=" + ROOT);
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), Orderwire.class.getName()));
    line.addAll(List.of(arguments));
    line.addAll(List.of("--data", data().toString()));
    return process(name, line);
  }

  /** Starts a second adapter, as docs/security.md says, and waits until it is ready. */
  URI anotherAdapter() throws Exception {
    int port = freeOffset() + 8080;
    int management = freeOffset() + 8080;
    String bundle = "--spring.ssl.bundle.pem.orderwire.";
    List<String> line = new ArrayList<>(java());
    line.addAll(List.of("-Xmx256m", "--enable-native-access=ALL-UNNAMED", "-jar"));
    line.add(
        ROOT.resolve("delivery-adapters/target/orderwire-delivery-adapters-0.1.0-SNAPSHOT.jar")
            .toString());
    line.addAll(
        List.of(
            "--server.port=" + port,
            "--management.server.port=" + management,
            "--server.ssl.bundle=orderwire",
            "--management.server.ssl.bundle=orderwire",
            bundle + "keystore.certificate=" + secret("tls/services.pem"),
            bundle + "keystore.private-key=" + secret("tls/services.key"),
            bundle + "truststore.certificate=" + secret("tls/ca.pem"),
            "--orderwire.kafka.bootstrap-servers=" + ports.bootstrapServers(),
            "--orderwire.kafka.properties-file=" + secret("kafka/adapters.properties"),
            "--orderwire.schema-registry.url=" + ports.registryUrl(),
            "--orderwire.schema-registry.trust-file=" + secret("tls/ca.pem"),
            "--orderwire.schema-registry.basic-auth-file=" + secret("registry/adapters.login"),
            "--orderwire.data-dir=" + directory.resolve("second"),
            "--orderwire.delivery.history.address=127.0.0.1:" + port,
            "--orderwire.admin.token-file=" + secret("admin-token"),
            "--orderwire.stream-tokens.key-file=" + secret("stream-token-key"),
            "--orderwire.webhooks.key-file=" + secret("webhook-keys"),
            "--logging.level.org.apache.kafka=info"));
    Process second = process("second", line);
    URI health = URI.create("https://127.0.0.1:" + management + "/actuator/health/readiness");
    await("the second adapter is ready")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .failFast(() -> assertThat(second.isAlive()).as(said("second.out")).isTrue())
        .ignoreExceptions()
        .until(() -> get(health, "none").statusCode() == 200);
    return URI.create("https://127.0.0.1:" + port);
  }

  private Process process(String name, List<String> line) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .redirectOutput(directory.resolve(name + ".out").toFile())
            .redirectError(directory.resolve(name + ".err").toFile());
    builder.environment().put("ORDERWIRE_AUTHORIZER_LOG", "DEBUG");
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private static List<String> java() {
    return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString());
  }

  HttpResponse<String> get(URI url, String bearer) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(url), "Bearer " + bearer);
  }

  /**
   * Asks the registry.
   *
   * @param path below the URL that clients have
   * @param json what is posted, or nothing for a GET
   * @param login {@code user:password}, or nothing for none
   */
  HttpResponse<String> registry(String path, String json, String login)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(ports.registryUrl() + path));
    if (!json.isEmpty()) {
      request
          .header("Content-Type", "application/vnd.schemaregistry.v1+json")
          .POST(BodyPublishers.ofString(json));
    }
    return send(
        request,
        login.isEmpty()
            ? login
            : "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8)));
  }

  HttpResponse<String> post(URI url, String bearer, String json)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(url)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)),
        "Bearer " + bearer);
  }

  /** By a connection of its own. */
  private HttpResponse<String> send(HttpRequest.Builder request, String authorization)
      throws IOException, InterruptedException {
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    try (HttpClient client = HttpClient.newBuilder().sslContext(trust()).build()) {
      return client.send(request.build(), BodyHandlers.ofString(UTF_8));
    }
  }

  /** All text that the system's processes have written to logs. */
  List<Path> logs() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .filter(
              file ->
                  file.toString().endsWith(".log")
                      || file.toString().endsWith(".out")
                      || file.toString().endsWith(".err"))
          .toList();
    }
  }

  /** The command lines of all processes that it consists of. */
  List<String> commandLines() throws IOException {
    List<ProcessHandle> processes =
        started.stream()
            .flatMap(process -> Stream.concat(Stream.of(process.toHandle()), process.descendants()))
            .filter(ProcessHandle::isAlive)
            .toList();
    List<String> lines = new ArrayList<>();
    for (ProcessHandle process : processes) {
      lines.add(Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline")));
    }
    return lines;
  }

  @Override
  public void close() {
    for (Process process : started.reversed()) {
      process.destroy();
      try {
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }
}
