package io.orderwire.cli.up;

import io.orderwire.embedded.StartException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Keeps parts running: what ends by itself is started again, after pauses that grow while it does
 * not stay up. One thread starts and watches; {@link #stop} may come from another.
 */
final class Supervisor {
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(20);

  private final List<Part> parts = new ArrayList<>();
  private final Map<Part, Comeback> comebacks = new HashMap<>();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final InstantSource clock;
  private final Consumer<String> notices;

  Supervisor(InstantSource clock, Consumer<String> notices) {
    this.clock = clock;
    this.notices = notices;
  }

  /** Starts parts side by side, and waits until all of them answer. */
  void start(List<Part> more) {
    for (Part part : more) {
      synchronized (this) {
        if (stopping.getCount() == 0) {
          return;
        }
        part.begin();
        parts.add(part);
      }
    }
    more.forEach(Part::awaitReady);
  }

  /** Watches over all parts until {@link #stop} is called. */
  void watch() throws InterruptedException {
    while (!stopping.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
      for (Part part : parts()) {
        if (!part.process().isAlive()) {
          bringBack(part);
        }
      }
    }
  }

  /** Stops all parts, the last started first. */
  void stop() {
    stopping.countDown();
    List<Part> running = parts();
    for (int i = running.size() - 1; i >= 0; i--) {
      running.get(i).stop(STOP_WITHIN);
    }
  }

  private synchronized List<Part> parts() {
    return List.copyOf(parts);
  }

  private void bringBack(Part part) {
    Comeback comeback = comebacks.get(part);
    if (comeback == null) {
      comeback = new Comeback(clock.millis() + FIRST_PAUSE.toMillis(), FIRST_PAUSE);
      comebacks.put(part, comeback);
      notices.accept(
          "The %s has ended (code %d); starting it again"
              .formatted(part.name(), part.process().onExit().join()));
    }
    if (clock.millis() < comeback.at()) {
      return;
    }
    try {
      synchronized (this) {
        if (stopping.getCount() == 0) {
          return;
        }
        part.begin();
      }
      part.awaitReady();
      comebacks.remove(part);
      notices.accept("The " + part.name() + " is back");
    } catch (StartException e) {
      if (stopping.getCount() > 0) {
        notices.accept(String.valueOf(e.getMessage()));
        Duration doubled = comeback.pause().multipliedBy(2);
        Duration pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
        comebacks.put(part, new Comeback(clock.millis() + pause.toMillis(), pause));
      }
    }
  }

  private record Comeback(long at, Duration pause) {}
}
