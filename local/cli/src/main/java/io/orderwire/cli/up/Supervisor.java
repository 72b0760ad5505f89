package io.orderwire.cli.up;

import io.orderwire.embedded.StartException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Keeps parts running: what ends by itself is started again, after pauses that grow while it does
 * not stay up. One thread starts and watches; {@link #stop} may come from another.
 */
final class Supervisor {
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(25);

  private final List<Part> parts = new ArrayList<>();
  private final Map<Part, Comeback> comebacks = new HashMap<>();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final InstantSource clock;
  private final Supplier<Optional<String>> hindrance;
  private final Consumer<List<Part>> changes;
  private final Consumer<String> notices;

  /**
   * A supervisor of nothing yet.
   *
   * @param hindrance why nothing can be started again now, in a sentence, if so
   * @param changes is told of all parts whenever a process was started
   * @param notices takes sentences for people
   */
  Supervisor(
      InstantSource clock,
      Supplier<Optional<String>> hindrance,
      Consumer<List<Part>> changes,
      Consumer<String> notices) {
    this.clock = clock;
    this.hindrance = hindrance;
    this.changes = changes;
    this.notices = notices;
  }

  /**
   * Starts parts side by side, and waits until all of them answer.
   *
   * @throws StartException if one does not, also because of {@link #stop}
   */
  void start(List<Part> more) {
    for (Part part : more) {
      begin(part);
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

  /** Stops all parts, the last started first; nothing is started any more. */
  void stop() {
    stopping.countDown();
    List<Part> running = parts();
    for (int i = running.size() - 1; i >= 0; i--) {
      running.get(i).stop(STOP_WITHIN);
    }
  }

  /** Whether {@link #stop} was called. */
  boolean isStopping() {
    return stopping.getCount() == 0;
  }

  private synchronized List<Part> parts() {
    return List.copyOf(parts);
  }

  private synchronized void begin(Part part) {
    if (isStopping()) {
      throw new StartException("The " + part.name() + " was not started: all is being stopped");
    }
    part.begin();
    if (!parts.contains(part)) {
      parts.add(part);
    }
    changes.accept(List.copyOf(parts));
  }

  private void bringBack(Part part) {
    Comeback comeback = comebacks.get(part);
    if (comeback == null) {
      notices.accept(
          "The %s has ended (code %d); starting it again"
              .formatted(part.name(), part.process().onExit().join()));
      comeback = later(part, FIRST_PAUSE);
    }
    if (isStopping() || clock.millis() < comeback.at()) {
      return;
    }
    Duration doubled = comeback.pause().multipliedBy(2);
    Duration next = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    Optional<String> hindered = hindrance.get();
    if (hindered.isPresent()) {
      notices.accept(hindered.get());
      later(part, next);
      return;
    }
    try {
      begin(part);
      part.awaitReady();
      comebacks.remove(part);
      notices.accept("The " + part.name() + " is back");
    } catch (StartException e) {
      if (!isStopping()) {
        notices.accept(String.valueOf(e.getMessage()));
        later(part, next);
      }
    }
  }

  private Comeback later(Part part, Duration pause) {
    Comeback comeback = new Comeback(clock.millis() + pause.toMillis(), pause);
    comebacks.put(part, comeback);
    return comeback;
  }

  private record Comeback(long at, Duration pause) {}
}
