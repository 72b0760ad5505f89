package io.orderwire.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs another program's {@code main} in this JVM and ends the JVM when standard input ends.
 *
 * <p>Standard input is a pipe held open by the parent. The kernel closes it when the parent ends,
 * also by {@code kill -9}; then this JVM exits as on SIGTERM, and is halted when that takes longer
 * than {@value #STOP_SECONDS} s.
 *
 * <p>Arguments: the class to run, then its own arguments.
 */
public final class ChildMain {
  private static final int STOP_SECONDS = 20;

  private ChildMain() {}

  public static void main(String[] args) throws Throwable {
    Thread watcher = new Thread(() -> exitAtEndOf(System.in), "orderwire-parent-watcher");
    watcher.setDaemon(true);
    watcher.start();
    try {
      Class.forName(args[0])
          .getMethod("main", String[].class)
          .invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private static void exitAtEndOf(InputStream parent) {
    try {
      while (parent.read() >= 0) {
        // The parent writes nothing; whatever comes means that it lives.
      }
    } catch (IOException e) {
      System.err.println("The pipe from the parent process broke: " + e.getMessage());
    }
    System.err.println("The parent process is gone: stopping");
    Thread halt =
        new Thread(
            () -> {
              LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(STOP_SECONDS));
              Runtime.getRuntime().halt(137);
            },
            "orderwire-halt");
    halt.setDaemon(true);
    halt.start();
    System.exit(143);
  }
}
