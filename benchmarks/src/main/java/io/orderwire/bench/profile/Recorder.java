package io.orderwire.bench.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts and ends flight recordings in other JVMs, by this JDK's {@code jcmd}. */
final class Recorder {
  private static final long PATIENCE_SECONDS = 30;
  private static final String NAME = "orderwire";

  private static final String SETTINGS =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <configuration version="2.0">
        <event name="jdk.ExecutionSample">
          <setting name="enabled">true</setting>
          <setting name="period">10 ms</setting>
        </event>
        <event name="jdk.NativeMethodSample">
          <setting name="enabled">true</setting>
          <setting name="period">10 ms</setting>
        </event>
        <event name="jdk.CPUTimeSample">
          <setting name="enabled">true</setting>
          <setting name="throttle">10 ms</setting>
        </event>
      </configuration>
      """;

  private final Path commands;

  /**
   * A recorder.
   *
   * @param directory exists, for files of its own
   */
  Recorder(Path directory) throws IOException {
    Path settings = directory.resolve("samples.jfc").toAbsolutePath();
    Files.writeString(settings, SETTINGS);
    commands = directory.resolve("start.jcmd");
    // Stacks must be whole, or they would be drawn as beginning in their middle.
    Files.writeString(
        commands,
        """
        JFR.configure stackdepth=512
        JFR.start name=%s settings=%s
        """
            .formatted(NAME, settings));
  }

  /** Starts one; false where the process does not let it. */
  boolean start(long pid) throws IOException, InterruptedException {
    return jcmd(pid, List.of("-f", commands.toString()));
  }

  /** Ends it, and writes it to a file; false where the process does not let it. */
  boolean stop(long pid, Path file) throws IOException, InterruptedException {
    return jcmd(pid, List.of("JFR.stop", "name=" + NAME, "filename=" + file.toAbsolutePath()))
        && Files.isRegularFile(file);
  }

  private static boolean jcmd(long pid, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    line.add(Long.toString(pid));
    line.addAll(arguments);
    Process process =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
    } finally {
      process.destroyForcibly();
    }
  }
}
