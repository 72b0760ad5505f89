package io.orderwire.bench.rows;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Events at a steady rate, and when they were acknowledged and came to whom. For one thread. */
final class Round {
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final int perSecond;
  private final long first;
  private final int partners;
  private final int most;
  private final Seen streamed;
  private final Seen polled;
  private @Nullable Traffic traffic;

  /**
   * A round that has not begun.
   *
   * @param first its first number, a multiple of the number of partners
   * @param polling how many partners, the first ones, poll too
   */
  Round(int perSecond, long first, int partners, int polling) {
    this.perSecond = perSecond;
    this.first = first;
    this.partners = partners;
    most = (int) (perSecond * LONGEST.toSeconds() / partners) * partners;
    streamed = new Seen(first, partners, partners, most);
    polled = new Seen(first, partners, polling, most);
  }

  void begin(Traffic.Way way) {
    traffic = new Traffic(perSecond, first, partners, most, way);
  }

  /** What came by streams. */
  Seen streamed() {
    return streamed;
  }

  /** What came by polling. */
  Seen polled() {
    return polled;
  }

  /** What was acknowledged. */
  Seen acknowledged() {
    return traffic().acknowledged();
  }

  /** When events are due. */
  Schedule schedule() {
    return traffic().schedule();
  }

  /** Waits until events that were due from now on have come to all. */
  void awaitGoingOn() throws IOException, InterruptedException {
    long since = System.nanoTime();
    Wait.until(
        "partners to whom events come",
        1,
        () ->
            acknowledged().hasComeToAll(schedule(), since)
                    && streamed.hasComeToAll(schedule(), since)
                    && polled.hasComeToAll(schedule(), since)
                ? 1
                : 0);
  }

  /** Ends it when all events have come, each once and in order; gives their number. */
  int end() throws IOException, InterruptedException {
    int events = traffic().end();
    Wait.until("events by streams", events, streamed::count);
    Wait.until("events by polling", polled.share(events), polled::count);
    streamed.requireAll("by streams", events);
    polled.requireAll("by polling", events);
    return events;
  }

  private Traffic traffic() {
    return Objects.requireNonNull(traffic, "not begun");
  }
}
