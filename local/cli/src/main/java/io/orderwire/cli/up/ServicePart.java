package io.orderwire.cli.up;

import io.orderwire.cli.Health;
import io.orderwire.cli.Trust;
import io.orderwire.embedded.ChildJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One of the project's services, from its executable jar. */
final class ServicePart implements Part {
  private static final Duration READY_WITHIN = Duration.ofMinutes(5);

  private final Plan plan;
  private @Nullable ChildJvm process;

  ServicePart(Plan plan) {
    this.plan = plan;
  }

  /**
   * What to run.
   *
   * @param program what is run
   * @param address where it can be reached
   * @param ports the ports that it listens on
   * @param healthUrl where it tells its health
   * @param trust how it is asked
   * @param heapMegabytes its heap's limit
   * @param arguments its settings
   * @param output where its standard output goes; its log is a file of its own
   */
  record Plan(
      String name,
      Program program,
      String address,
      List<Integer> ports,
      String healthUrl,
      Trust trust,
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
    List<String> options = new ArrayList<>(ChildJvm.quickStart(plan.program().archive()));
    options.add("-Xms32m");
    options.add("-Xmx" + plan.heapMegabytes() + "m");
    options.add("-XX:MaxDirectMemorySize=64m");
    process =
        ChildJvm.start(
            new ChildJvm.Command(
                plan.name(),
                options,
                ChildJvm.classPath(plan.program().jar()),
                plan.program().mainClass(),
                plan.arguments(),
                Map.of(),
                plan.output()));
  }

  @Override
  public void awaitReady() {
    process().awaitReady(() -> Health.isReady(plan.healthUrl(), plan.trust()), READY_WITHIN);
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
