package io.orderwire.cli.ingest;

import io.orderwire.cli.CommandFailure;
import io.orderwire.cli.SystemOptions;
import io.orderwire.producer.OrderEventPublisher;
import io.orderwire.producer.PublisherBuilder;
import io.orderwire.schemas.EventRules;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code orderwire ingest FILE|-}: exit code 0, 2 if a line was rejected, 1 if it was cut short.
 */
@Command(
    name = "ingest",
    description = {
      "Publishes a file of events, one JSON object a line, plain or gzip.",
      "Lines that are not valid events are left out and written to a file with their line numbers",
      "and reasons. Ingesting a file twice is safe: events are known by their event_id."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all lines were accepted",
      "1:cut short: the broker or the registry did not answer, or the file can't be read",
      "2:all lines were read, and at least one was rejected"
    },
    footer = {
      "",
      "Examples:",
      "  ./orderwire ingest orders.ndjson.gz --rate 500",
      "  generate-orders | ./orderwire ingest - --rejected bad.ndjson"
    })
public final class IngestCommand implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int REJECTED = 2;
  private static final Duration OUTAGE = Duration.ofMinutes(5);

  @Parameters(paramLabel = "FILE|-", description = "The file, or - for standard input.")
  private String input = "-";

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Events a second (default: as fast as it goes).")
  private @Nullable Double rate;

  @Option(
      names = "--rejected",
      paramLabel = "FILE",
      description =
          "Where rejected lines go (default: FILE.rejected.ndjson, for - stdin.rejected.ndjson, in"
              + " the working directory).")
  private @Nullable Path rejectedFile;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description = "A Kafka elsewhere (default: the local system's).")
  private @Nullable String bootstrapServers;

  @Option(
      names = "--registry",
      paramLabel = "URL",
      description = "Confluent's API of a registry elsewhere (default: the local system's).")
  private @Nullable String registry;

  @Option(
      names = "--client-properties",
      paramLabel = "FILE",
      description = {
        "Settings of Kafka's producer and of the serializer, such as security (default: the local",
        "system's, where it has TLS)."
      })
  private @Nullable Path clientProperties;

  @Mixin private SystemOptions system = new SystemOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    if (rate != null && !(rate > 0)) {
      throw new CommandFailure("--rate takes a number above 0, not " + rate + ".");
    }
    if (bootstrapServers == null && !system.brokerAnswers()) {
      throw new CommandFailure(
          "Kafka does not answer at "
              + system.ports().bootstrapServers()
              + ": is the system up? Start it with './orderwire up', or name its --data or"
              + " --port-offset.");
    }
    boolean stdin = input.equals("-");
    try (InputStream raw = stdin ? System.in : Files.newInputStream(Path.of(input));
        RejectedLines rejected = new RejectedLines(rejectedFile());
        OrderEventPublisher publisher = publisher()) {
      long size = stdin ? -1 : Files.size(Path.of(input));
      return ingest(new CountingStream(raw), size, rejected, publisher);
    } catch (NoSuchFileException e) {
      throw new CommandFailure("There is no file " + e.getFile() + ".", e);
    } catch (IOException e) {
      throw new CommandFailure(input + " can't be read to its end: " + e.getMessage(), e);
    }
  }

  private int ingest(
      CountingStream raw, long size, RejectedLines rejected, OrderEventPublisher publisher)
      throws IOException, InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    // System.console() is there only where both ends are a terminal; this asks for stderr alone.
    boolean terminal = "1".equals(System.getenv("ORDERWIRE_STDERR_TTY"));
    Ingest ingest = new Ingest(publisher::publish, rejected);
    Progress progress = new Progress(err, terminal, size, System::nanoTime);
    Pace pace = new Pace(rate == null ? Double.POSITIVE_INFINITY : rate, System::nanoTime);
    Lines lines = Lines.of(raw, EventRules.MAX_EVENT_BYTES);
    Thread hook = new Thread(() -> interrupted(ingest, rejected), "orderwire-ingest-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    Ingest.Failure failure =
        ingest.run(
            lines,
            pace,
            Thread::sleep,
            () -> progress.at(raw.count(), ingest.accepted(), rejected.count()));
    if (!ended(hook)) {
      return FAILED;
    }
    progress.done(ingest.accepted(), rejected.count());
    if (rejected.count() > 0) {
      err.println("Rejected lines are in " + rejected.file() + ".");
    }
    err.flush();
    if (failure != null) {
      throw new CommandFailure(
          "Cut short at line "
              + failure.line()
              + ": "
              + failure.cause().getMessage()
              + ". When the system is back, ingest the whole file again: what is in already is"
              + " recognised.",
          failure.cause());
    }
    return rejected.count() > 0 ? REJECTED : 0;
  }

  /** Takes the hook away; false if it is at work already. */
  private static boolean ended(Thread hook) {
    try {
      return Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return false; // the JVM is being shut down
    }
  }

  /** What Ctrl-C leaves behind: whole lines of rejected ones, and how far it came. */
  private void interrupted(Ingest ingest, RejectedLines rejected) {
    PrintWriter err = spec.commandLine().getErr();
    try {
      rejected.close();
    } catch (IOException e) {
      err.println(rejected.file() + " is not complete: " + e.getMessage());
    }
    err.printf(
        "%nStopped: %,d accepted, %,d rejected so far. Ingest the whole input again to go on: what"
            + " is in already is recognised.%n",
        ingest.accepted(), rejected.count());
    err.flush();
  }

  private Path rejectedFile() {
    if (rejectedFile != null) {
      return rejectedFile;
    }
    Path name = input.equals("-") ? Path.of("stdin") : Path.of(input).getFileName();
    return Path.of((name == null ? "input" : name) + ".rejected.ndjson");
  }

  private OrderEventPublisher publisher() {
    PublisherBuilder publisher =
        OrderEventPublisher.builder()
            .bootstrapServers(
                bootstrapServers == null ? system.ports().bootstrapServers() : bootstrapServers)
            .schemaRegistryUrl(registry == null ? system.ports().registryUrl() : registry)
            .clientId("orderwire-ingest")
            .deliveryTimeout(OUTAGE);
    Optional<Path> settings = Optional.ofNullable(clientProperties);
    if (bootstrapServers == null) {
      settings = settings.or(() -> system.kafkaClients("sdk-producer"));
    }
    try {
      settings.ifPresent(publisher::propertiesFile);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(e.getMessage() + ".", e);
    }
    return publisher.build();
  }
}
