package io.orderwire.processes;

import io.orderwire.cli.Health;
import io.orderwire.cli.up.Program;
import io.orderwire.embedded.ChildJvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One of the project's services. */
public final class Service implements Part {
  static final String LOGS = "logs";
  private static final String VERSION = "0.1.0-SNAPSHOT";
  private static final Duration READY_WITHIN = Duration.ofMinutes(10);
  private static final int CONNECT_MILLIS = 1_000;
  private static final Duration STOP_WITHIN = Duration.ofSeconds(30);

  private final String name;
  private final Program program;
  private final int heap;
  private final int managementPort;
  private final List<String> arguments;
  private final Path data;
  private final Path archive;
  private final Path output;
  private final Exposure.Of exposure;
  private volatile @Nullable ChildJvm process;

  /**
   * What there may be several of.
   *
   * @param module its directory in the project
   * @param artifact what its build makes
   * @param heap in MiB
   */
  record Kind(String module, String artifact, int heap) {}

  /**
   * A service that is not started.
   *
   * @param suffix what tells it from others of its kind
   * @param settings its own
   * @param directory the system's, for its data and its output
   * @param exposing gives what is around it, for where it keeps its data
   */
  Service(
      Kind kind,
      String suffix,
      int managementPort,
      List<String> settings,
      Path directory,
      Function<Path, Exposure.Of> exposing) {
    Path root = Path.of(System.getProperty("orderwire.root", ""));
    this.name = kind.artifact() + suffix;
    this.program = program(root, kind.module(), kind.artifact());
    this.heap = kind.heap();
    this.managementPort = managementPort;
    this.arguments = new ArrayList<>(settings);
    this.arguments.add("--management.server.port=" + managementPort);
    this.data = directory.resolve(name);
    this.arguments.add("--orderwire.data-dir=" + data);
    this.archive = program.archive().resolveSibling("classes-under-load.jsa");
    this.output = directory.resolve(LOGS).resolve(name + ".log");
    this.exposure = exposing.apply(data);
  }

  /**
   * What the build of a service has left.
   *
   * @param root the project's directory
   * @param module the service's directory in it
   */
  public static Program program(Path root, String module, String artifact) {
    return Program.of(
        artifact, root.resolve(module).resolve("target"), artifact + "-" + VERSION + ".jar");
  }

  /** Changes one of its settings, which holds from its next start on. */
  public void set(String setting, String value) {
    String option = "--" + setting + "=";
    if (!arguments.removeIf(argument -> argument.startsWith(option))) {
      throw new IllegalArgumentException(name + " is given no " + setting);
    }
    arguments.add(option + value);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void begin() {
    if (runningPid().isPresent()) {
      return;
    }
    List<String> options = new ArrayList<>(Jvm.options(heap));
    options.addAll(Jvm.archive(archive));
    options.addAll(exposure.jvmOptions());
    process =
        Jvm.start(
            name,
            options,
            ChildJvm.classPath(program.jar()),
            program.mainClass(),
            arguments,
            exposure.environment(),
            output);
  }

  @Override
  public void awaitReady() {
    ChildJvm running = process;
    if (running != null) {
      running.awaitReady(() -> Health.isReady(managementPort), READY_WITHIN);
    }
  }

  @Override
  public void kill() {
    running().kill();
  }

  @Override
  public OptionalLong runningPid() {
    ChildJvm running = process;
    return running != null && running.isAlive()
        ? OptionalLong.of(running.pid())
        : OptionalLong.empty();
  }

  @Override
  public boolean isListening() {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), managementPort), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false; // not yet, or not any more
    }
  }

  /** Where its health and metrics are. */
  public URI managementUrl() {
    return URI.create("http://127.0.0.1:" + managementPort);
  }

  /** What it has written since it was started last. */
  public String log() throws IOException {
    return Files.readString(output);
  }

  /** Its process id. */
  public long pid() {
    return running().pid();
  }

  /** Where it keeps its data. */
  public Path data() {
    return data;
  }

  private ChildJvm running() {
    ChildJvm running = process;
    if (running == null) {
      throw new IllegalStateException(name + " was not started");
    }
    return running;
  }

  @Override
  public void close() {
    ChildJvm running = process;
    if (running != null && running.isAlive()) {
      running.stop(STOP_WITHIN);
    }
  }
}
