package io.orderwire.verify.inject;

import io.orderwire.embedded.StartException;
import io.orderwire.processes.Part;
import io.orderwire.verify.time.Time;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A process that suffers one fault at a time. */
final class Victim {
  private static final int STARTS = 20;
  private static final Duration BETWEEN_STARTS = Duration.ofSeconds(2);

  private final Part part;
  private final Time time;
  private final Consumer<String> progress;
  private final ReentrantLock lock = new ReentrantLock();

  Victim(Part part, Time time, Consumer<String> progress) {
    this.part = part;
    this.time = time;
    this.progress = progress;
  }

  /**
   * Harms the process, at its moment where the harm has one, waits, heals it, and waits until it
   * serves again.
   *
   * @param began called when it begins; gives what to call when it is over
   */
  void suffer(Harm harm, Duration lasting, Supplier<Runnable> began)
      throws IOException, InterruptedException {
    lock.lockInterruptibly();
    try {
      if (time.isOver()) {
        return;
      }
      if (!harm.awaitMoment(time)) {
        progress.accept("No moment came for a fault of the " + part.name());
        return;
      }
      Runnable over = began.get();
      harm.begin();
      try {
        harm.last(lasting, time);
      } finally {
        harm.end();
      }
      revive();
      over.run();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Starts it again if it has ended by itself, unless it suffers a fault now.
   *
   * @param began called if it has ended; gives what to call when it serves again
   */
  void keep(Supplier<Runnable> began) throws InterruptedException {
    if (!lock.tryLock()) {
      return;
    }
    try {
      if (!time.isOver() && part.runningPid().isEmpty()) {
        Runnable over = began.get();
        revive();
        over.run();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Starts it, again where it ends while it starts, because what it needs is away too. */
  private void revive() throws InterruptedException {
    for (int attempt = 1; !time.isOver(); attempt++) {
      try {
        part.begin();
        part.awaitReady();
        return;
      } catch (StartException e) {
        if (attempt == STARTS) {
          throw e;
        }
        progress.accept(firstLine(e) + "; it is started again");
        var _ = time.sleep(BETWEEN_STARTS);
      }
    }
  }

  /** Without the end of the process's output, which such a message may have. */
  private static String firstLine(StartException e) {
    return Objects.requireNonNullElse(e.getMessage(), "").lines().findFirst().orElse("");
  }
}
