package io.orderwire.bench.suite;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs rows: first rounds of each side that do not count, for the programs to get warm, then ours
 * and the baseline in turn.
 */
public final class Runner {
  private final int warmUps;
  private final int rounds;
  private final RoundWatch watch;
  private final Consumer<String> progress;

  /**
   * A runner.
   *
   * @param warmUps how many rounds of each side do not count
   * @param rounds how many do, at least 1
   * @param watch looks at our side in one round more, after those that count
   * @param progress takes lines for people
   */
  public Runner(int warmUps, int rounds, RoundWatch watch, Consumer<String> progress) {
    if (rounds < 1) {
      throw new IllegalArgumentException("at least one round is needed");
    }
    this.warmUps = warmUps;
    this.rounds = rounds;
    this.watch = watch;
    this.progress = progress;
  }

  /** Runs a row. What goes wrong is its result; only an interrupt ends more than the row. */
  public Result run(Row row) throws InterruptedException {
    List<Sample> ours = new ArrayList<>();
    List<Sample> baseline = new ArrayList<>();
    Optional<String> failure = Optional.empty();
    progress.accept(row.name() + ": " + row.title());
    try (Row.Contest contest = row.open()) {
      for (int round = 1; round <= warmUps; round++) {
        say(row, "warm-up", checked(row, contest.ours()), checked(row, contest.baseline()));
      }
      for (int round = 1; round <= rounds; round++) {
        ours.add(checked(row, contest.ours()));
        baseline.add(checked(row, contest.baseline()));
        say(row, "round " + round + " of " + rounds, ours.getLast(), baseline.getLast());
      }
      if (!watch.equals(RoundWatch.NONE)) {
        progress.accept("  one round more, looked at");
        watched(row, contest);
      }
    } catch (RowFailedException e) {
      failure = Optional.of(String.valueOf(e.getMessage()));
    } catch (IOException | RuntimeException e) {
      failure = Optional.of(e.toString());
    }
    failure.ifPresent(why -> progress.accept("  failed: " + why));
    return new Result(row.name(), row.title(), row.metrics(), ours, baseline, failure);
  }

  private void watched(Row row, Row.Contest contest) throws IOException, InterruptedException {
    try {
      watch.begin();
      try {
        checked(row, contest.ours());
      } finally {
        watch.end();
      }
    } finally {
      watch.rowEnded(row.name());
    }
  }

  private static Sample checked(Row row, Sample sample) {
    if (sample.values().size() != row.metrics().size()) {
      throw new IllegalStateException(row.name() + " gave " + sample);
    }
    return sample;
  }

  private void say(Row row, String when, Sample ours, Sample baseline) {
    StringBuilder line = new StringBuilder("  " + when + ":");
    for (int i = 0; i < row.metrics().size(); i++) {
      Metric metric = row.metrics().get(i);
      line.append(i == 0 ? " " : "; ")
          .append(metric.name().isEmpty() ? "" : metric.name() + " ")
          .append(
              String.format(
                  Locale.ROOT,
                  "%,.2f %s, baseline %,.2f",
                  ours.values().get(i),
                  metric.unit(),
                  baseline.values().get(i)));
    }
    progress.accept(line.toString());
  }
}
