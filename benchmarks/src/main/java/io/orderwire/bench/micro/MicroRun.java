package io.orderwire.bench.micro;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderwire.bench.suite.RowFailedException;
import io.orderwire.processes.Jvm;
import io.orderwire.processes.Service;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Runs JMH in a JVM of its own, with the services' classes as their builds left them. */
public final class MicroRun {
  /** Each method: two forks of 5 s. */
  private static final List<String> USUAL =
      List.of("-f", "2", "-wi", "2", "-w", "1s", "-i", "3", "-r", "1s");

  /** JMH's own JVM is the fork. */
  private static final List<String> QUICK =
      List.of("-f", "0", "-wi", "1", "-w", "50ms", "-i", "2", "-r", "50ms");

  private final Path root;
  private final Path directory;
  private final Consumer<String> progress;

  /**
   * A run.
   *
   * @param root the project's directory
   * @param directory for JMH's output
   * @param progress takes lines for people
   */
  public MicroRun(Path root, Path directory, Consumer<String> progress) {
    this.root = root;
    this.directory = directory;
    this.progress = progress;
  }

  /**
   * Measures these, one after the other, and blocks until all are done.
   *
   * @throws RowFailedException if JMH fails
   */
  public List<MicroResult> run(List<Micro> micros, boolean quick)
      throws IOException, InterruptedException {
    Path json = directory.resolve("jmh.json");
    Path log = directory.resolve("jmh.log");
    progress.accept("JMH runs; its output goes to " + log + " …");
    Process process =
        new ProcessBuilder(command(micros, quick, json))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Thread hook = new Thread(process::destroy, "jmh-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      int code = process.waitFor();
      Runtime.getRuntime().removeShutdownHook(hook);
      if (code != 0) {
        throw new RowFailedException("JMH ended with " + code + "; its output is in " + log);
      }
    } finally {
      process.destroy();
    }
    return MicroResult.of(micros, new ObjectMapper().readTree(Files.readAllBytes(json)));
  }

  private List<String> command(List<Micro> micros, boolean quick, Path json) {
    String classPath =
        String.join(
            File.pathSeparator,
            System.getProperty("java.class.path"),
            service("streams-processor"),
            service("delivery-adapters"));
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(Jvm.options(Jvm.HEAP));
    line.addAll(List.of("-cp", classPath, "org.openjdk.jmh.Main"));
    line.addAll(quick ? QUICK : USUAL);
    // A round that fails ends the run, so that nothing is missing from a table.
    line.addAll(List.of("-foe", "true", "-prof", "gc", "-rf", "json", "-rff", json.toString()));
    line.add(
        micros.stream()
            .map(micro -> Pattern.quote(micro.type() + "."))
            .collect(Collectors.joining("|", "^(", ").*")));
    return line;
  }

  private String service(String module) {
    return Service.program(root, module, "orderwire-" + module).jar().toString();
  }
}
