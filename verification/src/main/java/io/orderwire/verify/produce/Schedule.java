package io.orderwire.verify.produce;

import io.orderwire.verify.time.Time;
import io.orderwire.verify.workload.Send;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Gives a producer's sends when they are due. For one thread. */
final class Schedule {
  private final Iterator<Send> sends;
  private final Time time;
  private final Duration end;
  private Send next;

  /**
   * Nothing was given.
   *
   * @param sends without end, by when they are due
   * @param end what is due then or later is not sent
   */
  Schedule(Iterator<Send> sends, Time time, Duration end) {
    this.sends = sends;
    this.time = time;
    this.end = end;
    this.next = sends.next();
  }

  /** Waits for the next one, and gives it with all others that are due by then; none at the end. */
  List<Send> awaitDue(int most) throws InterruptedException {
    List<Send> due = new ArrayList<>();
    if (next.due().compareTo(end) >= 0 || !time.sleepUntil(next.due())) {
      return due;
    }
    Duration now = time.now();
    Duration until = now.compareTo(end) < 0 ? now : end;
    do {
      due.add(next);
      next = sends.next();
    } while (due.size() < most && next.due().compareTo(until) < 0);
    return due;
  }
}
