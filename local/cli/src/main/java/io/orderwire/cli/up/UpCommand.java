package io.orderwire.cli.up;

import io.orderwire.cli.CommandFailure;
import io.orderwire.cli.Ports;
import io.orderwire.cli.RunningSystem;
import io.orderwire.cli.SystemOptions;
import io.orderwire.cli.demo.DemoTraffic;
import io.orderwire.embedded.StartException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code orderwire up}: the whole system until Ctrl-C. */
@Command(
    name = "up",
    description = {
      "Starts the whole system on this machine, until Ctrl-C.",
      "The parts are a Kafka broker, the schema registry, the producer service, the streams",
      "processor and the delivery adapter. Another 'up' finds all data again."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./orderwire up --demo",
      "  ./orderwire up --secure",
      "  ./orderwire up --data /var/tmp/orderwire --port-offset 10000"
    })
public final class UpCommand implements Callable<Integer> {
  private static final Duration LEFTOVERS = Duration.ofSeconds(30);

  @Option(
      names = "--demo",
      description = "Add three coffee shops as partners, and a stream of their orders.")
  private boolean demo;

  @Option(
      names = "--secure",
      description = {
        "TLS everywhere, logins at Kafka and the registry for each part, and the least rights that",
        "each needs.",
        "To be said on a data directory's first start; it stays so."
      })
  private boolean secure;

  @Mixin private SystemOptions system = new SystemOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  private final Clock clock = Clock.systemUTC();

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    Ports ports = new Ports(system.portsToStart().offset(), isSecure());
    try (DataDirectory data = DataDirectory.hold(system.data())) {
      Leftovers.clear(data.path(), LEFTOVERS, notice -> say(err, notice));
      Supervisor supervisor =
          new Supervisor(
              clock,
              data::lackOfRoom,
              parts -> note(parts, ports).write(data.path()),
              notice -> say(err, notice));
      CountDownLatch stopped = new CountDownLatch(1);
      Thread hook = new Thread(() -> stop(err, supervisor, stopped), "orderwire-stop");
      Runtime.getRuntime().addShutdownHook(hook);
      try {
        run(data, ports, supervisor);
      } catch (StartException e) {
        if (supervisor.isStopping()) {
          return 0; // Ctrl-C while it started
        }
        String message = String.valueOf(e.getMessage());
        throw new CommandFailure(
            e instanceof io.orderwire.embedded.PortInUseException
                ? message + ". Stop that process, or move all ports with --port-offset N."
                : message,
            e);
      } finally {
        supervisor.stop();
        RunningSystem.forget(data.path());
        stopped.countDown();
      }
      return 0;
    }
  }

  private void run(DataDirectory data, Ports ports, Supervisor supervisor)
      throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Secrets secrets = Secrets.in(data.resolve("secrets"));
    LocalSecurity security = ports.secure() ? LocalSecurity.in(data.path()) : null;
    LocalParts parts = new LocalParts(data, ports, secrets, security);
    List<Part> foundation = parts.foundation();
    List<Part> services = parts.services();
    List<Part> all = Stream.concat(foundation.stream(), services.stream()).toList();
    all.forEach(Part::requirePorts);
    say(spec.commandLine().getErr(), "Starting in " + data.path() + " …");
    long began = clock.millis();
    supervisor.start(foundation);
    if (security != null) {
      prepare(security, ports);
    }
    supervisor.start(services);
    Map<String, String> shops =
        demo ? DemoTraffic.shops(system.operatorApi(), system.partnerKeys()) : Map.of();
    StatusScreen screen = new StatusScreen(out, data, system.data(), ports, secrets);
    screen.print(all, shops);
    out.printf("orderwire is ready (%.1f s)%n", (clock.millis() - began) / 1_000.0);
    out.flush();
    if (demo) {
      startDemo(ports, secrets, supervisor);
    }
    supervisor.watch();
  }

  private boolean isSecure() {
    boolean is = system.trust().isSecure();
    if (secure && !is && Files.exists(system.data().resolve("kafka"))) {
      throw new CommandFailure(
          "The data in "
              + system.data()
              + " was made without --secure, and the broker's users cannot be added to it. Name"
              + " another directory with --data.");
    }
    return secure || is;
  }

  private static void prepare(LocalSecurity security, Ports ports) {
    try {
      security.prepare(ports.bootstrapServers());
    } catch (RuntimeException e) { // Kafka's, which this module does not know
      throw new CommandFailure(
          "Users and ACLs could not be made at " + ports.bootstrapServers() + ": " + e.getMessage(),
          e);
    }
  }

  private void startDemo(Ports ports, Secrets secrets, Supervisor supervisor) {
    PrintWriter err = spec.commandLine().getErr();
    DemoTraffic traffic =
        new DemoTraffic(
            ports.ingestUrl(),
            secrets.serviceKey(),
            new Random(),
            clock,
            notice -> {
              if (!supervisor.isStopping()) {
                say(err, notice);
              }
            },
            system.trust());
    Thread.ofPlatform()
        .daemon()
        .name("orderwire-demo")
        .start(
            () -> {
              try {
                traffic.run();
              } catch (CommandFailure e) {
                say(err, String.valueOf(e.getMessage()));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private static RunningSystem note(List<Part> parts, Ports ports) {
    return new RunningSystem(
        ports.offset(),
        parts.stream()
            .map(
                part ->
                    new RunningSystem.PartProcess(
                        part.name(), part.process().pid(), part.process().startedAt()))
            .toList());
  }

  private static void stop(PrintWriter err, Supervisor supervisor, CountDownLatch stopped) {
    if (stopped.getCount() == 0) {
      return;
    }
    say(err, "Stopping …");
    supervisor.stop();
    say(err, "Stopped; all data is kept.");
  }

  private static void say(PrintWriter err, String sentence) {
    err.println(sentence);
    err.flush();
  }
}
