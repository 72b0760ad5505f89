package io.orderwire.delivery.sse;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All connections of one partner. When the history changes, when bytes have gone out, and when time
 * has come for one of them, a short task lets each take its steps. There is never more than one
 * such task, so connections need no locks, and what one renders the others send too. Any number of
 * changes while a task runs or waits to run leads to one more.
 */
final class PartnerStreams implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(PartnerStreams.class);
  private static final int IDLE = 0;
  private static final int WANTED = 1;
  private static final int RUNNING = 2;
  private static final int WANTED_AGAIN = 3;

  /** How often each connection has its turn before other partners have theirs. */
  private static final int ROUNDS = 4;

  private final CopyOnWriteArrayList<LiveStream> streams = new CopyOnWriteArrayList<>();
  private final AtomicInteger state = new AtomicInteger(IDLE);
  private final String partnerId;
  private final SharedFrames shared;
  private final Executor executor;
  private final LongSupplier nanoTime;
  private final Ended ended;
  private volatile boolean changed;
  private volatile long due = LiveStream.NEVER;

  /**
   * None yet.
   *
   * @param executor runs the task
   * @param ended takes connections that have ended
   */
  PartnerStreams(String partnerId, Executor executor, LongSupplier nanoTime, Ended ended) {
    this.partnerId = partnerId;
    this.shared = new SharedFrames(partnerId);
    this.executor = executor;
    this.nanoTime = nanoTime;
    this.ended = ended;
  }

  /** Is told what has ended, in the task. */
  @FunctionalInterface
  interface Ended {
    void accept(LiveStream stream);
  }

  void add(LiveStream stream) {
    streams.add(stream);
    wake();
  }

  void remove(LiveStream stream) {
    streams.remove(stream);
  }

  List<LiveStream> all() {
    return streams;
  }

  /** The history has changed. For any thread; quick. */
  void changed() {
    changed = true;
    wake();
  }

  /** Something else happened that a connection waits for. For any thread; quick. */
  void wake() {
    while (true) {
      int now = state.get();
      if (now == WANTED || now == WANTED_AGAIN) {
        return;
      }
      if (state.compareAndSet(now, now + 1)) {
        if (now == IDLE) {
          executor.execute(this);
        }
        return;
      }
    }
  }

  /** Runs the task where time has come for a connection. */
  void tick(long now) {
    long at = due;
    if (at != LiveStream.NEVER && now - at >= 0) {
      wake();
    }
  }

  /** Takes turns; only run by the executor. */
  @Override
  public void run() {
    state.set(RUNNING);
    boolean anew = changed;
    changed = false;
    boolean more = round(anew);
    for (int round = 1; more && round < ROUNDS; round++) {
      more = round(false);
    }
    shared.forget();
    if (more || !state.compareAndSet(RUNNING, IDLE)) {
      state.set(WANTED);
      executor.execute(this);
    }
  }

  private boolean round(boolean anew) {
    long now = nanoTime.getAsLong();
    long next = LiveStream.NEVER;
    boolean more = false;
    for (LiveStream stream : streams) {
      switch (turn(stream, now, anew)) {
        case DONE -> next = Math.min(next, stream.due());
        case MORE -> more = true;
        case ENDED -> ended.accept(stream);
      }
    }
    due = next;
    return more;
  }

  private LiveStream.Turn turn(LiveStream stream, long now, boolean anew) {
    try {
      return stream.turn(now, anew, shared);
    } catch (RuntimeException e) {
      LOG.atError().addKeyValue("partnerId", partnerId).setCause(e).log("A stream failed");
      return stream.leave();
    }
  }
}
