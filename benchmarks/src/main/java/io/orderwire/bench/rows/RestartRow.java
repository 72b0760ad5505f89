package io.orderwire.bench.rows;

import io.orderwire.bench.suite.Metric;
import io.orderwire.bench.suite.Row;
import io.orderwire.bench.suite.RowFailedException;
import io.orderwire.bench.suite.Sample;
import io.orderwire.bench.system.Stage;
import io.orderwire.processes.LocalSystem;
import io.orderwire.processes.Service;
import io.orderwire.schemas.TopicCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Restart: from the start of an adapter's process to when all of ten partners have their first
 * pages, after an orderly stop, after {@code kill -9}, and with an empty disk. Beside it, a plain
 * consumer that reads the whole history topic.
 */
public final class RestartRow implements Row {
  private final Stage stage;
  private final Histories histories;
  private final String name;
  private final int items;

  /**
   * A row.
   *
   * @param name what the number of items is called
   * @param items how many the histories have at least
   */
  public RestartRow(Stage stage, Histories histories, String name, int items) {
    this.stage = stage;
    this.histories = histories;
    this.name = name;
    this.items = items;
  }

  @Override
  public String name() {
    return "restart-" + name;
  }

  @Override
  public String title() {
    return "an adapter's start with %,d items, against a consumer that reads them".formatted(items);
  }

  @Override
  public List<Metric> metrics() {
    return List.of(
        Metric.valueAtMost(5, "clean", "s"),
        Metric.valueAtMost(10, "kill -9", "s"),
        Metric.atMost(2, "empty disk", "s"));
  }

  @Override
  public Contest open() throws IOException, InterruptedException {
    return new Restarting(histories.large(stage.size(items, 20_000)));
  }

  private static final class Restarting implements Contest {
    /** As by default: with an empty disk the adapter is a new one, and waits for the former's. */
    private static final String SESSION = "6s";

    private final Grown grown;
    private final LocalSystem system;
    private final Service adapter;

    Restarting(Grown grown) {
      this.grown = grown;
      system = grown.system();
      adapter = system.adapter();
      adapter.set(Stage.SESSION_TIMEOUT, SESSION);
    }

    @Override
    public Sample ours() throws IOException, InterruptedException {
      adapter.close();
      double clean = secondsToAnswer();
      adapter.kill();
      double killed = secondsToAnswer();
      adapter.close();
      empty(adapter.data());
      double anew = secondsToAnswer();
      return Sample.of(clean, killed, anew);
    }

    @Override
    public Sample baseline() {
      try (TopicReader history =
          TopicReader.fromStart(system.bootstrapServers(), TopicCatalogue.HISTORY.topicName())) {
        long begun = System.nanoTime();
        long read = history.readToEnd(record -> {});
        double seconds = (System.nanoTime() - begun) / 1e9;
        if (read < grown.items()) {
          throw new RowFailedException("%,d of %,d items".formatted(read, grown.items()));
        }
        return Sample.of(seconds, seconds, seconds);
      }
    }

    private double secondsToAnswer() throws IOException, InterruptedException {
      long begun = System.nanoTime();
      adapter.begin();
      grown.awaitFirstAnswers();
      double seconds = (System.nanoTime() - begun) / 1e9;
      adapter.awaitReady();
      return seconds;
    }

    private static void empty(Path directory) throws IOException {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }

    @Override
    public void close() {
      // Other rows use the same system, and halt it.
      adapter.set(Stage.SESSION_TIMEOUT, Stage.LONG_SESSION);
      adapter.close();
      system.start();
    }
  }
}
