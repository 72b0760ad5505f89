package io.orderwire.fuzz.run;

import io.orderwire.cli.CommandFailure;
import io.orderwire.embedded.StartException;
import io.orderwire.fuzz.api.Operation;
import io.orderwire.processes.RunDirectory;
import io.orderwire.processes.RunFailedException;
import io.orderwire.processes.UnexpectedAnswerException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code orderwire fuzz}: bad requests to a system of its own, by the published descriptions. */
@Command(
    name = "fuzz",
    description = {
      "Sends bad requests to all services, made of their OpenAPI descriptions, and",
      "checks each answer: no 5xx, no hang, nothing of another partner, nothing that",
      "is not described. Starts all that it needs, and stops it again; nothing of a",
      "running system is touched."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Exit code 0: nothing was found. 1: something was. 2: called wrongly.",
      "3: the run could not be made to its end, and says nothing.",
      "",
      "Examples:",
      "  ./orderwire fuzz",
      "  ./orderwire fuzz --requests 100000 --seed 7 --json found.json",
      "  ./orderwire fuzz --only partner:createEndpoint"
    })
final class FuzzCommand implements Callable<Integer> {
  static final int MISUSED = 2;
  static final int FAILED = 3;
  private static final int FOUND = 1;
  private static final long MOST_REQUESTS = 100_000_000;

  @Option(
      names = "--requests",
      paramLabel = "N",
      defaultValue = "20000",
      description = "How many requests are sent (default: 20000).")
  private long requests;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "What is sent; the same seed sends the same (default: any).")
  private @Nullable Long seed;

  @Option(
      names = "--only",
      paramLabel = "OPERATION",
      description = {
        "One operation, as partner:listEvents, or all of that name, or all of a service",
        "(default: all)."
      })
  private @Nullable String only;

  @Option(names = "--json", paramLabel = "FILE", description = "Where to write what was found.")
  private @Nullable Path json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    if (requests < 1 || requests > MOST_REQUESTS) {
      throw new ParameterException(
          spec.commandLine(), "--requests must be from 1 to " + MOST_REQUESTS + ".");
    }
    if (json != null && !Files.isDirectory(json.toAbsolutePath().resolveSibling("."))) {
      throw new ParameterException(
          spec.commandLine(), json + " can't be written: its directory does not exist.");
    }
    long chosen = seed != null ? seed : new SecureRandom().nextInt(Integer.MAX_VALUE);
    Path root = Path.of(System.getProperty("orderwire.root", ""));
    Path directory = RunDirectory.of(root, "fuzz");
    Files.createDirectories(directory);
    String again = "./orderwire fuzz --requests " + requests + " --seed " + chosen;
    again += only == null ? "" : " --only " + only;
    say(again);
    FuzzRun run = null;
    FuzzRun.Verdict verdict;
    try {
      run = new FuzzRun(root, directory, requests, chosen, this::isWanted, this::say);
      verdict = run.toItsEnd();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    } catch (InterruptedException
        | RunFailedException
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
    return tell(verdict, chosen, again, directory);
  }

  private Integer tell(FuzzRun.Verdict verdict, long chosen, String again, Path directory)
      throws IOException {
    Report report = new Report(verdict);
    PrintWriter out = spec.commandLine().getOut();
    out.println();
    out.print(report.text());
    out.println();
    out.println(verdict.holds() ? "Nothing was found." : "SOMETHING WAS FOUND. Again: " + again);
    out.flush();
    if (json != null) {
      Files.write(json, report.json(chosen));
    }
    if (verdict.holds()) {
      RunDirectory.delete(directory);
      return 0;
    }
    say("Data and logs are kept in " + directory + ".");
    return FOUND;
  }

  private boolean isWanted(Operation operation) {
    return only == null
        || only.equals(operation.name())
        || only.equals(operation.id())
        || only.equals(operation.api().service().code());
  }

  /** What a person can do something with: a message, or else what it is. */
  private static String told(Exception e) {
    Throwable cause = e.getCause();
    return (e.getMessage() == null ? e.toString() : e.getMessage())
        + (cause == null ? "" : ": " + cause);
  }

  private synchronized void say(String sentence) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(sentence);
    err.flush();
  }
}
