package io.orderwire.fuzz.run;

import io.orderwire.fuzz.api.Api;
import io.orderwire.fuzz.api.ErrorTable;
import io.orderwire.fuzz.api.Operation;
import io.orderwire.fuzz.api.Service;
import io.orderwire.fuzz.check.AnswerCheck;
import io.orderwire.fuzz.check.Finding;
import io.orderwire.fuzz.make.Generator;
import io.orderwire.fuzz.make.Known;
import io.orderwire.processes.OwnRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** One run, from the start of a system to what was found. */
final class FuzzRun extends OwnRun<FuzzRun.Verdict> {
  private static final int WORKERS = 16;
  private static final int BATCH = 400;
  private static final long TELL_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final int MOST_MINIMAL = 40;

  private final List<Api> apis;
  private final Generator generator;
  private final AnswerCheck check;
  private final long requests;
  private final Bed bed;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Nothing is started.
   *
   * @param root the project's directory
   * @param directory for data and logs
   * @param say takes lines for people, from any thread
   * @throws IllegalArgumentException if no operation is wanted
   */
  FuzzRun(
      Path root,
      Path directory,
      long requests,
      long seed,
      Predicate<Operation> wanted,
      Consumer<String> say)
      throws IOException {
    super(say);
    this.requests = requests;
    apis = apis(root);
    generator = new Generator(apis, seed, wanted);
    check = new AnswerCheck(apis, ErrorTable.read(root.resolve("docs/errors.md")));
    bed = new Bed(directory);
  }

  /** The published descriptions. */
  static List<Api> apis(Path root) throws IOException {
    List<Api> apis = new ArrayList<>();
    for (Service service : Service.values()) {
      apis.add(Api.read(root.resolve("docs/api"), service));
    }
    return apis;
  }

  /**
   * What a run has tried and found.
   *
   * @param found by answers, minimal
   * @param after by what the system was like afterwards
   * @param known for what must not be shown of requests
   */
  record Verdict(Tally tally, List<Tally.Found> found, List<Finding> after, Known known) {
    boolean holds() {
      return found.isEmpty() && after.isEmpty();
    }
  }

  @Override
  protected Verdict run() throws IOException, InterruptedException {
    say("Starting a system …");
    Known known = bed.begin();
    Tally tally = new Tally();
    long begun = System.nanoTime();
    long told = begun;
    try (Workers workers = new Workers(WORKERS, bed::url, generator, check, tally)) {
      for (long from = 0; from < requests; from += BATCH) {
        known = bed.tend();
        workers.send(from, Math.min(from + BATCH, requests), known);
        if (System.nanoTime() - told > TELL_NANOS) {
          told = System.nanoTime();
          say(
              "%4d s: %,d requests, %d distinct findings"
                  .formatted(
                      (told - begun) / 1_000_000_000, tally.requests(), tally.found().size()));
        }
      }
      List<Tally.Found> minimal = new ArrayList<>();
      for (Tally.Found found : tally.found()) {
        minimal.add(minimal.size() < MOST_MINIMAL ? workers.minimal(found, bed.tend()) : found);
      }
      say(
          "%,d requests in %d s; the longest answer took %d ms; %,d webhook requests came."
              .formatted(
                  tally.requests(),
                  (System.nanoTime() - begun) / 1_000_000_000,
                  tally.longestMillis(),
                  bed.webhooks()));
      return new Verdict(tally, minimal, bed.after(known), known);
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      bed.close();
    }
  }
}
