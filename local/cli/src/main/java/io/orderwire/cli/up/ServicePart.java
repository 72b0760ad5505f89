package io.orderwire.cli.up;

import io.orderwire.cli.Health;
import io.orderwire.embedded.ChildJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One of the project's services, from its executable jar. */
final class ServicePart implements Part {
  private static final Duration READY_WITHIN = Duration.ofMinutes(5);
  private static final String LAUNCHER = "org.springframework.boot.loader.launch.JarLauncher";

  private final Plan plan;
  private @Nullable ChildJvm process;

  ServicePart(Plan plan) {
    this.plan = plan;
  }

  /**
   * What to run.
   *
   * @param jar the executable jar
   * @param address where it can be reached
   * @param ports the ports that it listens on
   * @param managementPort where it tells its health
   * @param heapMegabytes its heap's limit
   * @param arguments its settings
   * @param output where its standard output goes; its log is a file of its own
   */
  record Plan(
      String name,
      Path jar,
      String address,
      List<Integer> ports,
      int managementPort,
      int heapMegabytes,
      List<String> arguments,
      Path output) {}

  @Override
  public String name() {
    return plan.name();
  }

  @Override
  public String address() {
    return plan.address();
  }

  @Override
  public List<Integer> ports() {
    return plan.ports();
  }

  @Override
  public void begin() {
    requirePorts();
    process =
        ChildJvm.start(
            new ChildJvm.Command(
                plan.name(),
                List.of(
                    "-Xms32m",
                    "-Xmx" + plan.heapMegabytes() + "m",
                    "-XX:+UseSerialGC",
                    "-XX:MaxDirectMemorySize=64m",
                    "-XX:+ExitOnOutOfMemoryError",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow"),
                ChildJvm.classPath(plan.jar()),
                LAUNCHER,
                plan.arguments(),
                Map.of(),
                plan.output()));
  }

  @Override
  public void awaitReady() {
    process().awaitReady(() -> Health.isReady(plan.managementPort()), READY_WITHIN);
  }

  @Override
  public ChildJvm process() {
    ChildJvm started = process;
    if (started == null) {
      throw new IllegalStateException(plan.name() + " was not started");
    }
    return started;
  }
}
