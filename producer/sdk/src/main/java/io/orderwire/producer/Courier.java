package io.orderwire.producer;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that dispatches: runs the outbox whenever there may be something to do. */
final class Courier implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(Courier.class);

  private final Consumer<Throwable> died;
  private final Thread thread;
  private volatile boolean stopped;
  private volatile boolean resting;
  private volatile boolean woken;
  private volatile @Nullable Outbox outbox;

  /**
   * Not started yet.
   *
   * @param died is told if the thread ends by a bug, in that thread
   */
  Courier(String name, Consumer<Throwable> died) {
    this.died = died;
    this.thread = new Thread(this, name);
    this.thread.setDaemon(true);
  }

  void start(Outbox dispatched) {
    outbox = dispatched;
    thread.start();
  }

  /** There may be something to do. Cheap while the thread is busy. */
  void wake() {
    woken = true;
    if (resting) {
      LockSupport.unpark(thread);
    }
  }

  /** Ends the thread, waiting for it at most this long. */
  void stop(Duration max) throws InterruptedException {
    stopped = true;
    thread.interrupt();
    thread.join(Math.max(1, max.toMillis()));
  }

  @Override
  public void run() {
    Outbox dispatched = Objects.requireNonNull(outbox);
    try {
      while (!stopped) {
        woken = false;
        if (!dispatched.advance()) {
          rest(dispatched);
        }
      }
    } catch (RuntimeException | Error bug) {
      log.error("Dispatching ended by a bug, all undecided events fail", bug);
      died.accept(bug);
      throw bug;
    }
  }

  private void rest(Outbox dispatched) {
    resting = true;
    if (!woken && !stopped) {
      LockSupport.parkNanos(this, dispatched.untilNextTry().toNanos());
    }
    resting = false;
  }
}
