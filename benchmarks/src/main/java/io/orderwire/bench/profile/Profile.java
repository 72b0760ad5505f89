package io.orderwire.bench.profile;

import io.orderwire.bench.suite.RoundWatch;
import io.orderwire.bench.system.Processes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records our services while our rounds run, and draws what was seen, one picture and one text a
 * row. A service that starts in a round is recorded from then on; what was recorded in one that
 * ends in a round is lost.
 */
public final class Profile implements RoundWatch {
  /** So that a picture can be committed, and shown on a page. */
  private static final int MOST_BYTES = 190_000;

  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  private final Path results;
  private final Path recordings;
  private final Supplier<Map<Long, String>> services;
  private final Consumer<String> progress;
  private final Recorder recorder;
  private final Map<Long, String> recorded = new HashMap<>();
  private final Set<Long> refused = new HashSet<>();
  private Samples samples = new Samples();
  private int files;
  private @Nullable Thread looking;

  /**
   * Nothing is recorded yet.
   *
   * @param results where pictures and texts go; made if it is not there
   * @param recordings for recordings, which are not kept; made if it is not there
   * @param services the running services' names by process id
   * @param progress takes lines for people
   */
  public Profile(
      Path results,
      Path recordings,
      Supplier<Map<Long, String>> services,
      Consumer<String> progress)
      throws IOException {
    this.results = Files.createDirectories(results);
    this.recordings = Files.createDirectories(recordings);
    this.services = services;
    this.progress = progress;
    recorder = new Recorder(recordings);
  }

  @Override
  public void begin() throws IOException, InterruptedException {
    startNew();
    looking = Thread.ofVirtual().name("profile").start(this::look);
  }

  private void look() {
    try {
      while (true) {
        Thread.sleep(LOOK_EVERY);
        startNew();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void startNew() throws IOException, InterruptedException {
    for (Map.Entry<Long, String> service : services.get().entrySet()) {
      long pid = service.getKey();
      if (recorded.containsKey(pid) || refused.contains(pid) || Processes.isHalted(pid)) {
        continue;
      }
      if (recorder.start(pid)) {
        recorded.put(pid, service.getValue());
      } else if (Processes.isAlive(pid)) {
        refused.add(pid);
        progress.accept("  " + service.getValue() + " could not be recorded");
      }
    }
  }

  @Override
  public void end() throws IOException, InterruptedException {
    Thread stopped = looking;
    if (stopped != null) {
      stopped.interrupt();
      stopped.join();
    }
    takeAll();
  }

  private synchronized void takeAll() throws IOException, InterruptedException {
    for (Map.Entry<Long, String> service : recorded.entrySet()) {
      if (Processes.isAlive(service.getKey())) {
        Path file = recordings.resolve(files++ + ".jfr");
        if (recorder.stop(service.getKey(), file)) {
          samples.add(service.getValue(), file);
          Files.delete(file);
          continue;
        }
      }
      progress.accept("  what was recorded of " + service.getValue() + " is lost");
    }
    recorded.clear();
    refused.clear();
  }

  @Override
  public void rowEnded(String row) throws IOException {
    FlameTree seen = samples.tree();
    samples = new Samples();
    if (seen.samples() == 0) {
      progress.accept("  nothing was recorded");
      return;
    }
    Path picture = results.resolve("flame-" + row + ".svg");
    Files.writeString(picture, FlameSvg.of(seen, row, MOST_BYTES));
    Files.writeString(results.resolve("flame-" + row + ".txt"), TopFrames.of(seen));
    progress.accept("  " + picture + " shows where the time went");
  }
}
