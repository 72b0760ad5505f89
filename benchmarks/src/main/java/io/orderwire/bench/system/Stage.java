package io.orderwire.bench.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What rows share: the system, started when the first row needs it, and a directory. */
public final class Stage implements AutoCloseable {
  private final Path directory;
  private final boolean quick;
  private final Consumer<String> progress;
  private @Nullable BenchSystem system;
  private int names;

  /**
   * Nothing is started yet.
   *
   * @param directory for all data, which is deleted in the end
   * @param quick whether rows are to do as little as shows that they work
   */
  public Stage(Path directory, boolean quick, Consumer<String> progress) {
    this.directory = directory;
    this.quick = quick;
    this.progress = progress;
  }

  /** The system with all of its services; those that a row has stopped are started again. */
  public synchronized BenchSystem system() {
    BenchSystem running = system;
    if (running == null) {
      progress.accept("Starting the system in " + directory + " …");
      running = new BenchSystem(directory);
      system = running; // so that close finds it while it starts
    }
    running.start();
    return running;
  }

  /** As much work as a real run or a quick one does. */
  public int size(int real, int whenQuick) {
    return quick ? whenQuick : real;
  }

  /** A path in the directory, for a program's files or output. */
  public Path resolve(String name) {
    return directory.resolve(name);
  }

  /** A name that no partner has yet. */
  public synchronized String newName(String what) {
    names++;
    return "bench-" + what + "-" + names;
  }

  /** Stops the system; data and logs stay. */
  @Override
  public void close() {
    BenchSystem running;
    synchronized (this) {
      running = system;
      system = null;
    }
    if (running != null) {
      running.close();
    }
  }

  /** Deletes all data and logs, once all is stopped. */
  public void delete() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
