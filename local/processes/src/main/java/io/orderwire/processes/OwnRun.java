package io.orderwire.processes;

import java.io.IOException;
import java.util.function.Consumer;

/**
 * One run of a command, with a system of its own that it starts and stops. Can be made once.
 *
 * @param <V> what it gives in the end
 */
public abstract class OwnRun<V> implements AutoCloseable {
  private final Consumer<String> say;
  private volatile boolean stopped;

  /**
   * Nothing is started.
   *
   * @param say takes lines for people, from any thread
   */
  protected OwnRun(Consumer<String> say) {
    this.say = say;
  }

  /** Says a line to people. */
  protected final void say(String sentence) {
    say.accept(sentence);
  }

  /**
   * Makes the run.
   *
   * @throws RunFailedException if it cannot be made to its end
   */
  protected abstract V run() throws IOException, InterruptedException;

  /** Stops the system; may be called by any thread, and more than once. */
  @Override
  public abstract void close();

  /** Makes the run and closes it, also where the process is told to end meanwhile. */
  public final V toItsEnd() throws IOException, InterruptedException {
    Thread hook = new Thread(this::stop, "orderwire-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try (this) {
      return run();
    } finally {
      remove(hook);
    }
  }

  /** Whether it was ended before its end. */
  public final boolean wasStopped() {
    return stopped;
  }

  private void stop() {
    stopped = true;
    say("Stopping …");
    close();
  }

  private static void remove(Thread hook) {
    try {
      var _ = Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // It runs already.
    }
  }
}
