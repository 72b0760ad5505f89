package io.orderwire.verify.run;

import io.orderwire.cli.CommandFailure;
import io.orderwire.embedded.StartException;
import io.orderwire.processes.RunDirectory;
import io.orderwire.processes.RunFailedException;
import io.orderwire.processes.UnexpectedAnswerException;
import io.orderwire.verify.inject.InjectionFailedException;
import io.orderwire.verify.nemesis.FaultKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code orderwire verify}: attacks a system of its own, and checks what was promised. */
@Command(
    name = "verify",
    description = {
      "Checks the guarantees: sends events to a system while parts of it are",
      "killed, halted, cut off and more, and compares what partners saw with what",
      "was sent. Starts all that it needs, and stops it again; nothing of a running",
      "system is touched."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Exit code 0: all guarantees held. 1: one was violated. 2: called wrongly.",
      "3: the run could not be made to its end, or a fault never came for which",
      "there was time: it says nothing, or nothing of that fault.",
      "",
      "Examples:",
      "  ./orderwire verify",
      "  ./orderwire verify --minutes 30 --seed 7 --rate 200 --json verdict.json",
      "  ./orderwire verify --faults kill",
      "  ./orderwire verify --brokers 3 --processors 2 --adapters 2 --faults all"
    })
final class VerifyCommand implements Callable<Integer> {
  static final String NO_FAULTS = "none";
  static final int MISUSED = 2;
  static final int FAILED = 3;
  private static final int VIOLATED = 1;

  /** Of each check, on the screen; there are more in the file. */
  private static final int MOST_TOLD = 3;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "5",
      description = "How long events are sent (default: 5).")
  private int minutes;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "What is sent and broken when; the same seed plans the same (default: any).")
  private @Nullable Long seed;

  @Option(
      names = "--faults",
      paramLabel = "KIND,…",
      defaultValue = "kill,pause,restart",
      description = {
        "What goes wrong: some of kill, pause, restart,",
        "rolling-restart, partition, delay, loss, disk-full,",
        "slow-disk, clock-jump, state-loss, state-damage,",
        "kill-at-commit, kill-at-delivery, kill-in-restore,",
        "kill-controller, pause-controller;",
        "or all, or none (default: kill,pause,restart)."
      })
  private String faults = "";

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "100",
      description = "Events a second, on average outside of bursts and pauses (default: 100).")
  private double rate;

  @Option(
      names = "--partners",
      paramLabel = "N",
      defaultValue = "6",
      description = "How many partners, of very unequal size (default: 6).")
  private int partners;

  @Option(
      names = "--brokers",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many brokers, 1 or 3 (default: 1).")
  private int brokers;

  @Option(
      names = "--processors",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many processors share the work, 1 to 3 (default: 1).")
  private int processors;

  @Option(
      names = "--adapters",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many adapters share the work, 1 to 3 (default: 1).")
  private int adapters;

  @Option(names = "--json", paramLabel = "FILE", description = "Where to write the verdict.")
  private @Nullable Path json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    RunSettings settings = settings();
    Path root = Path.of(System.getProperty("orderwire.root", ""));
    Path directory = RunDirectory.of(root, "verification");
    Files.createDirectories(directory);
    say("./orderwire verify " + settings.describe());
    VerificationRun run = null;
    VerificationRun.Verdict verdict;
    try {
      run = new VerificationRun(settings, directory, this::say);
      verdict = run.toItsEnd();
    } catch (InterruptedException
        | RunFailedException
        | InjectionFailedException
        | CommandFailure
        | StartException
        | UnexpectedAnswerException
        | IllegalStateException
        | IOException e) {
      say(
          run != null && run.wasStopped()
              ? "Stopped: the run says nothing."
              : "The run could not be made to its end, and says nothing: " + told(e));
      say("Data and logs are kept in " + directory + ".");
      return FAILED;
    }
    tell(settings, verdict);
    int code = exitCode(verdict);
    if (code == 0) {
      RunDirectory.delete(directory);
    } else {
      say("Data and logs are kept in " + directory + ".");
    }
    return code;
  }

  /** A violation is one whatever was not tried. */
  static int exitCode(VerificationRun.Verdict verdict) {
    if (!verdict.report().holds()) {
      return VIOLATED;
    }
    return verdict.untried().missed().isEmpty() ? 0 : FAILED;
  }

  private RunSettings settings() {
    if (json != null && !Files.isDirectory(json.toAbsolutePath().resolveSibling("."))) {
      throw new ParameterException(
          spec.commandLine(), json + " can't be written: its directory does not exist.");
    }
    try {
      Set<FaultKind> kinds = faults.strip().equals(NO_FAULTS) ? Set.of() : FaultKind.parse(faults);
      long chosen = seed != null ? seed : new SecureRandom().nextInt(Integer.MAX_VALUE);
      return new RunSettings(
          Duration.ofMinutes(minutes),
          chosen,
          kinds,
          rate,
          partners,
          brokers,
          processors,
          adapters);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  /** What a person can do something with: a message, or else what it is. */
  private static String told(Exception e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private void tell(RunSettings settings, VerificationRun.Verdict verdict) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    out.println();
    out.print(verdict.counts().describe());
    out.println();
    out.print(verdict.report().describe(MOST_TOLD));
    out.println();
    out.println(
        verdict.report().holds()
            ? "All guarantees held."
            : "GUARANTEES WERE VIOLATED. Again: ./orderwire verify " + settings.describe());
    verdict.untried().describe().forEach(out::println);
    out.flush();
    if (json != null) {
      Files.write(json, VerdictJson.of(settings, verdict));
    }
  }

  private synchronized void say(String sentence) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(sentence);
    err.flush();
  }
}
