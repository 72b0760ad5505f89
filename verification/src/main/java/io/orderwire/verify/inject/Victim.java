package io.orderwire.verify.inject;

import io.orderwire.embedded.StartException;
import io.orderwire.processes.Part;
import io.orderwire.verify.nemesis.FaultKind;
import io.orderwire.verify.nemesis.PlannedFault;
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
   * Harms the process, waits, and heals it.
   *
   * @param began called when it begins; gives what to call when it is over
   */
  void suffer(PlannedFault fault, Supplier<Runnable> began)
      throws IOException, InterruptedException {
    lock.lockInterruptibly();
    try {
      if (time.isOver()) {
        return;
      }
      Runnable over = began.get();
      harm(fault.kind());
      try {
        var _ = time.sleep(fault.lasting());
      } finally {
        heal(fault.kind());
      }
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

  private void harm(FaultKind kind) throws IOException, InterruptedException {
    switch (kind) {
      case KILL -> part.kill();
      case PAUSE -> part.halt();
      case RESTART -> part.close();
      case PARTITION, DELAY, LOSS, DISK_FULL, SLOW_DISK, CLOCK_JUMP, STATE_LOSS, STATE_DAMAGE ->
          throw new IllegalArgumentException("not built: " + kind);
    }
  }

  private void heal(FaultKind kind) throws IOException, InterruptedException {
    if (kind == FaultKind.PAUSE) {
      part.goOn();
    } else {
      revive();
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
