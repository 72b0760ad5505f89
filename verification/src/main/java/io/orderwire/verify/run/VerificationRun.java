package io.orderwire.verify.run;

import io.orderwire.processes.Exposure;
import io.orderwire.processes.LocalSystem;
import io.orderwire.processes.OwnRun;
import io.orderwire.processes.Part;
import io.orderwire.processes.RunFailedException;
import io.orderwire.verify.check.Checks;
import io.orderwire.verify.check.Report;
import io.orderwire.verify.nemesis.FaultKind;
import io.orderwire.verify.nemesis.PlannedFault;
import io.orderwire.verify.record.Counts;
import io.orderwire.verify.record.Outcome;
import io.orderwire.verify.record.Recording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** One run, from the start of a system to the verdict. */
final class VerificationRun extends OwnRun<VerificationRun.Verdict> {
  private static final LocalSystem.Heaps HEAPS = new LocalSystem.Heaps(512, 256, 512);

  /** Short, so that two failures in a row do not hold up an endpoint for longer than a run. */
  private static final String RETRIES =
      "--orderwire.webhooks.retry-schedule=200ms,500ms,1s,2s,5s,5s,5s,5s,5s,5s,5s,5s";

  private static final int MOST_KEPT = 10;

  private final RunSettings settings;
  private final List<PlannedFault> plan;
  private final LocalSystem system;
  private final Trial trial;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Nothing is started.
   *
   * @param directory for data and logs
   * @param say takes lines for people, from any thread
   */
  VerificationRun(RunSettings settings, Path directory, Consumer<String> say) {
    super(say);
    this.settings = settings;
    plan = settings.plan();
    system =
        system(
            directory,
            HEAPS,
            new LocalSystem.Instances(
                settings.brokers(), settings.processors(), settings.adapters()),
            settings.exposure());
    trial = new Trial(system, settings.load(plan), say);
  }

  /** A system that is not started, whose adapters try again soon. */
  static LocalSystem system(
      Path directory, LocalSystem.Heaps heaps, LocalSystem.Instances instances, Exposure exposure) {
    return new LocalSystem(
        directory, heaps, LocalSystem.Settings.ofAdapters(List.of(RETRIES)), instances, exposure);
  }

  /**
   * What a run has tried and found.
   *
   * @param untried the kinds of faults that were asked for and never came
   */
  record Verdict(Counts counts, Untried untried, Report report) {}

  @Override
  protected Verdict run() throws IOException, InterruptedException {
    say("Starting a system …");
    system.start();
    Recording recording = trial.run();
    say("Checking …");
    Counts counts = recording.counts();
    requireTried(counts, settings.faults());
    return new Verdict(
        counts, Untried.of(settings.faults(), plan, counts), Checks.run(recording, MOST_KEPT));
  }

  /**
   * Guarantees hold where nothing was tried, too.
   *
   * @throws RunFailedException if nothing was acknowledged, or no fault injected but some wanted
   */
  static void requireTried(Counts counts, Set<FaultKind> wanted) {
    if (counts.events().getOrDefault(Outcome.ACKNOWLEDGED, 0L) == 0) {
      throw new RunFailedException("No event was acknowledged");
    }
    if (counts.faults().isEmpty() && !wanted.isEmpty()) {
      throw new RunFailedException("No fault was injected");
    }
  }

  @Override
  public void close() {
    trial.end();
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    for (Part part : system.parts().values()) {
      try {
        if (part.runningPid().isPresent()) {
          part.goOn(); // where it is halted it could not end
        }
      } catch (IOException e) {
        say("The " + part.name() + " cannot be let go on: " + e.getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    system.close();
    trial.close();
  }
}
