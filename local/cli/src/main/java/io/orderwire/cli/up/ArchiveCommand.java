package io.orderwire.cli.up;

import io.orderwire.cli.CommandFailure;
import io.orderwire.cli.Ports;
import io.orderwire.embedded.PortInUseException;
import io.orderwire.embedded.StartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * {@code orderwire archive}: the last step of the build. Starts every part once and stops it in an
 * orderly way, for then its JVM keeps an archive of the classes that it loaded (see {@link
 * io.orderwire.embedded.ChildJvm#quickStart}), and the first {@code up} is as quick as all others.
 */
@Command(
    name = "archive",
    hidden = true,
    description = "Starts all parts once, so that they start more quickly from then on.",
    mixinStandardHelpOptions = true)
public final class ArchiveCommand implements Callable<Integer> {
  private static final Duration STOP_WITHIN = Duration.ofMinutes(2);
  private static final int FIRST_OFFSET = 11_000;
  private static final int OFFSETS = 50;
  private static final int STEP = 100;

  @Override
  public Integer call() throws IOException {
    Path directory = Files.createTempDirectory("orderwire-archive");
    try (DataDirectory data = DataDirectory.hold(directory)) {
      Supervisor supervisor =
          new Supervisor(Clock.systemUTC(), Optional::empty, parts -> {}, notice -> {});
      Thread hook = new Thread(supervisor::stop, "orderwire-stop");
      Runtime.getRuntime().addShutdownHook(hook);
      try {
        LocalParts parts = partsOnFreePorts(data);
        List<Part> foundation = parts.foundation();
        List<Part> services = parts.services();
        supervisor.start(foundation);
        supervisor.start(services);
        // The archives are written now, side by side.
        services.parallelStream().forEach(part -> part.stop(STOP_WITHIN));
        foundation.parallelStream().forEach(part -> part.stop(STOP_WITHIN));
      } catch (StartException e) {
        throw new CommandFailure(String.valueOf(e.getMessage()), e);
      } finally {
        supervisor.stop();
      }
      return 0;
    } finally {
      delete(directory);
    }
  }

  private static LocalParts partsOnFreePorts(DataDirectory data) {
    Secrets secrets = Secrets.in(data.resolve("secrets"));
    for (int i = 0; i < OFFSETS; i++) {
      LocalParts parts = new LocalParts(data, new Ports(FIRST_OFFSET + i * STEP), secrets, null);
      try {
        Stream.of(parts.foundation(), parts.services())
            .flatMap(List::stream)
            .forEach(Part::requirePorts);
        return parts;
      } catch (PortInUseException e) {
        // The next offset, then.
      }
    }
    throw new CommandFailure("No ports are free from " + (8080 + FIRST_OFFSET) + " up.");
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(ArchiveCommand::deleteFile);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void deleteFile(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
