package io.orderwire.verify.run;

import io.orderwire.processes.RunFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Threads for tasks of one kind. For one thread. */
final class Crew implements AutoCloseable {
  private static final int END_SECONDS = 10;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final String name;
  private final List<Future<?>> tasks = new ArrayList<>();

  Crew(String name) {
    this.name = name;
  }

  /** What blocks and can be interrupted. */
  @FunctionalInterface
  interface Task {
    void run() throws InterruptedException;
  }

  void start(Task task) {
    Callable<Void> callable =
        () -> {
          task.run();
          return null;
        };
    tasks.add(threads.submit(callable));
  }

  /**
   * Waits until all have ended.
   *
   * @throws RunFailedException if one has failed
   */
  void join() throws InterruptedException {
    for (Future<?> task : tasks) {
      result(task);
    }
  }

  /**
   * Does nothing while all that has ended has ended well.
   *
   * @throws RunFailedException if one has failed
   */
  void requireSound() throws InterruptedException {
    for (Future<?> task : tasks) {
      if (task.isDone()) {
        result(task);
      }
    }
  }

  private void result(Future<?> task) throws InterruptedException {
    try {
      task.get();
    } catch (ExecutionException e) {
      throw new RunFailedException("A thread of the " + name + " failed", e.getCause());
    }
  }

  /** Interrupts those that have not ended, and waits for them a while. */
  @Override
  public void close() {
    threads.shutdownNow();
    try {
      var _ = threads.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
