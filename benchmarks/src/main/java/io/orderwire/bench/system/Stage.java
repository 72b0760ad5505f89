package io.orderwire.bench.system;

import io.orderwire.processes.Exposure;
import io.orderwire.processes.Jvm;
import io.orderwire.processes.LocalSystem;
import io.orderwire.processes.RunDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What rows share: the system, started when the first row needs it, and a directory. */
public final class Stage implements AutoCloseable {
  /** How long the adapter may be silent and keep its partitions: {@link #LONG_SESSION}. */
  public static final String SESSION_TIMEOUT = "orderwire.delivery.history.session-timeout";

  /** As long as the adapter is halted at most. */
  public static final String LONG_SESSION = "2m";

  private static final int BROKER_HEAP = 768;

  private final Path directory;
  private final boolean quick;
  private final Consumer<String> progress;
  private final Map<String, LocalSystem> systems = new LinkedHashMap<>();
  private int names;
  private boolean closed;

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

  /** The usual system with all of its services; those that a row has stopped are started again. */
  public LocalSystem system() {
    return system("system");
  }

  /** Another system of this name, beside the usual one, with all of its services. */
  public LocalSystem system(String name) {
    return system(name, Jvm.HEAP);
  }

  /**
   * As {@link #system(String)}, with another heap of the adapter.
   *
   * @param adapterHeap in MiB, where this starts the system for the first time
   */
  public LocalSystem system(String name, int adapterHeap) {
    return started(name, () -> made(name, adapterHeap));
  }

  /**
   * Another system of this name with several instances, whose adapters' sessions are as short as by
   * default; those of its services that a row has stopped are started again.
   *
   * @param settings how it differs from others, where this starts it for the first time
   */
  public LocalSystem system(
      String name, LocalSystem.Instances instances, LocalSystem.Settings settings) {
    return started(
        name,
        () ->
            new LocalSystem(
                resolve(name),
                new LocalSystem.Heaps(BROKER_HEAP, Jvm.HEAP, Jvm.HEAP),
                settings,
                instances,
                Exposure.NONE));
  }

  private LocalSystem started(String name, Supplier<LocalSystem> making) {
    LocalSystem running;
    synchronized (this) {
      if (closed) {
        throw new IllegalStateException("All systems are being stopped");
      }
      // So that close finds it while it starts.
      running = systems.get(name);
      if (running == null) {
        progress.accept("Starting the system in " + resolve(name) + " …");
        running = making.get();
        systems.put(name, running);
      }
    }
    running.start();
    return running;
  }

  private LocalSystem made(String name, int adapterHeap) {
    return new LocalSystem(
        resolve(name),
        new LocalSystem.Heaps(BROKER_HEAP, Jvm.HEAP, adapterHeap),
        // Where it is halted for a while, it keeps its partitions and its connections.
        LocalSystem.Settings.ofAdapters(
            List.of(
                "--" + SESSION_TIMEOUT + "=" + LONG_SESSION,
                "--server.jetty.connection-idle-timeout=2m")),
        LocalSystem.Instances.ONE_OF_EACH,
        Exposure.NONE);
  }

  /** The services that run now in all systems, by process id; may be asked by any thread. */
  public Map<Long, String> services() {
    List<LocalSystem> running;
    synchronized (this) {
      running = List.copyOf(systems.values());
    }
    Map<Long, String> services = new LinkedHashMap<>();
    running.forEach(system -> services.putAll(system.services()));
    return services;
  }

  /** Stops a system that no row needs any more. */
  public void stop(String name) {
    LocalSystem running;
    synchronized (this) {
      running = systems.remove(name);
    }
    if (running != null) {
      running.close();
    }
  }

  /** Says what takes long. */
  public void say(String sentence) {
    progress.accept("  " + sentence);
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

  /** Stops all systems, also while one starts; data and logs stay. There are no new ones then. */
  @Override
  public void close() {
    List<LocalSystem> running;
    synchronized (this) {
      closed = true;
      running = List.copyOf(systems.values());
      systems.clear();
    }
    running.forEach(LocalSystem::close);
  }

  /** Deletes all data and logs, once all is stopped. */
  public void delete() throws IOException {
    RunDirectory.delete(directory);
  }
}
