package io.orderwire.processes;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The way from one part to another, and back, for connections that the first one opens. Safe for
 * threads.
 *
 * <p>It is a way for bytes, not for packets: what is late or lost on it arrives late, in order, as
 * TCP has it. What is blocked waits, as what TCP sends again until somebody answers.
 */
public final class Link {
  /** After which TCP first sends a packet again on a quick network, and doubles the time. */
  private static final Duration FIRST_REPEAT = Duration.ofMillis(200);

  private static final int MOST_REPEATS = 5;

  private final String from;
  private final String to;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition opened = lock.newCondition();
  private volatile State state = State.SOUND;

  Link(String from, String to) {
    this.from = from;
    this.to = to;
  }

  /**
   * How a link is.
   *
   * @param blocked whether nothing passes
   * @param delay what is added to each way
   * @param loss which share is lost and sent again, from 0 to below 1
   */
  public record State(boolean blocked, Duration delay, double loss) {
    /** Nothing is wrong. */
    public static final State SOUND = new State(false, Duration.ZERO, 0);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is not kept
     */
    public State {
      if (delay.isNegative() || !(loss >= 0 && loss < 1)) {
        throw new IllegalArgumentException("no state: delay " + delay + ", loss " + loss);
      }
    }

    /** Nothing passes. */
    public static State cut() {
      return new State(true, Duration.ZERO, 0);
    }

    /** Each way takes longer. */
    public static State late(Duration delay) {
      return new State(false, delay, 0);
    }

    /** A share is lost. */
    public static State lossy(double loss) {
      return new State(false, Duration.ZERO, loss);
    }
  }

  /** Who opens connections on it. */
  public String from() {
    return from;
  }

  /** To whom. */
  public String to() {
    return to;
  }

  /** Makes it so from now on, also for what is on its way. */
  public void set(State next) {
    lock.lock();
    try {
      state = next;
      opened.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits while it is blocked. */
  void awaitOpen() throws InterruptedException {
    if (!state.blocked()) {
      return;
    }
    lock.lockInterruptibly();
    try {
      while (state.blocked()) {
        opened.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** How much longer something takes that is sent now. */
  Duration lateness() {
    State now = state;
    Duration lateness = now.delay();
    Duration repeat = FIRST_REPEAT;
    for (int n = 0;
        n < MOST_REPEATS && ThreadLocalRandom.current().nextDouble() < now.loss();
        n++) {
      lateness = lateness.plus(repeat);
      repeat = repeat.multipliedBy(2);
    }
    return lateness;
  }
}
