package io.orderwire.delivery.sse;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.EventType;
import io.orderwire.delivery.history.History;
import io.orderwire.delivery.history.ItemIds;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.http.Cursors;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection: reads after its cursor, writes, advances, and waits where nothing is there. Runs
 * in the connection's thread, which is interrupted when the service stops.
 */
final class StreamLoop {
  /** How far the client's place may stay behind where filters let nothing pass. */
  private static final int UNTOLD = 256;

  private static final int FIRST_BATCH = 8;
  private static final int LARGEST_BATCH = 500;
  private static final int BATCH_BYTES = 256 << 10;
  private static final int WRITE_BYTES = 32 << 10;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

  /** How long no instance may be known to have the history before the client is sent to look. */
  private static final Duration LONGEST_AWAY = Duration.ofSeconds(10);

  private final History history;
  private final Cursors cursors;
  private final String partnerId;
  private final Set<EventType> types;
  private final Sink sink;
  private final StreamSettings settings;
  private final Timing timing;
  private final Limits limits;
  private final Frames frames = new Frames();
  private volatile Position position;
  private Position told;
  private long written;
  private int batch = FIRST_BATCH;
  private @Nullable Long awaySince;

  StreamLoop(
      History history,
      String partnerId,
      Position start,
      Set<EventType> types,
      Sink sink,
      StreamSettings settings,
      Timing timing,
      Limits limits) {
    this.history = history;
    this.cursors = new Cursors(history);
    this.partnerId = partnerId;
    this.position = start;
    this.told = start;
    this.types = types;
    this.sink = sink;
    this.settings = settings;
    this.timing = timing;
    this.limits = limits;
  }

  /** Where blocks go. */
  @FunctionalInterface
  interface Sink {
    /** Sends bytes on their way; blocks while the client does not read. */
    void send(byte[] bytes) throws IOException;
  }

  /**
   * Time, as a loop sees it.
   *
   * @param nanoTime a clock as {@link System#nanoTime}
   * @param pause blocks for a time
   */
  record Timing(LongSupplier nanoTime, Pause pause) {}

  /**
   * What ends a connection beside its client.
   *
   * @param maxAge how old it may become
   * @param allowed whether the caller is still let in
   * @param closing whether the service stops
   */
  record Limits(Duration maxAge, BooleanSupplier allowed, BooleanSupplier closing) {}

  /** Why the service ends a connection. */
  enum End {
    /** The service stops. */
    SHUTDOWN,
    /** It is as old as it may become. */
    MAX_AGE,
    /** The caller is not let in any more. */
    NOT_ALLOWED,
    /** What the cursor names is not kept any more. */
    EXPIRED,
    /** The history has moved to another instance. */
    MOVED
  }

  /**
   * Runs until the service ends the connection.
   *
   * @throws IOException if the client has gone, or does not read
   */
  End run() throws IOException {
    long began = timing.nanoTime().getAsLong();
    long checked = began;
    written = began;
    while (true) {
      long now = timing.nanoTime().getAsLong();
      // Clears the interruption: what is still to be written must not fail of it.
      if (Thread.interrupted() || limits.closing().getAsBoolean()) {
        return End.SHUTDOWN;
      }
      if (now - began >= limits.maxAge().toNanos()) {
        return End.MAX_AGE;
      }
      if (now - checked >= settings.recheck().toNanos()) {
        checked = now;
        if (!limits.allowed().getAsBoolean()) {
          return End.NOT_ALLOWED;
        }
      }
      try {
        Optional<End> end = step(now);
        if (end.isPresent()) {
          return end.get();
        }
      } catch (InterruptedException e) {
        return End.SHUTDOWN;
      }
    }
  }

  /** Where the connection is; may be asked by any thread. */
  Position position() {
    return position;
  }

  private Optional<End> step(long now) throws IOException, InterruptedException {
    Duration untilHeartbeat = settings.heartbeat().minusNanos(now - written);
    if (!untilHeartbeat.isPositive()) {
      heartbeat();
      return Optional.empty();
    }
    Duration wait = min(untilHeartbeat, settings.recheck());
    try {
      switch (history.readiness(partnerId)) {
        case History.Readiness.Ready() -> {
          Optional<End> end = deliver(wait);
          awaySince = null;
          return end;
        }
        case History.Readiness.CatchingUp() -> awaySince = null;
        case History.Readiness.NoOwner() -> {
          if (isAwayTooLong(now)) {
            return Optional.of(End.MOVED);
          }
        }
      }
    } catch (History.NotHereException e) {
      // It is on its way to another instance, or to this one: heartbeats, until that is settled.
    }
    timing.pause().await(min(wait, LOOK_AGAIN));
    return Optional.empty();
  }

  private boolean isAwayTooLong(long now) {
    if (awaySince == null) {
      awaySince = now;
    }
    return now - awaySince >= LONGEST_AWAY.toNanos();
  }

  @SuppressWarnings("ThreadPriorityCheck") // Virtual threads are not preempted: others get a turn.
  private Optional<End> deliver(Duration wait) throws IOException, InterruptedException {
    List<Event> events = history.readAfter(partnerId, position.sequence(), batch);
    // Asked after the read: a place that is void once stays so.
    if (!cursors.isValid(partnerId, position)) {
      return Optional.of(End.EXPIRED);
    }
    if (!events.isEmpty()) {
      write(events);
      Thread.yield();
    } else if (history.extent(partnerId).frozen()) {
      timing.pause().await(min(wait, LOOK_AGAIN));
    } else {
      var _ = history.awaitAfter(partnerId, position.sequence(), wait);
    }
    return Optional.empty();
  }

  private void write(List<Event> events) throws IOException {
    long bytes = 0;
    for (Event event : events) {
      bytes += event.json().length;
      if (passes(event.type())) {
        told = event.position();
        frames.event(id(told), event.type().wireName(), event.json());
        if (frames.size() >= WRITE_BYTES) {
          flush();
        }
      }
      position = event.position();
    }
    if (frames.size() == 0 && position.sequence() - told.sequence() >= UNTOLD) {
      told = position;
      frames.place(id(position));
    }
    flush();
    // Few large items or many small ones: what a batch holds in memory is about the same.
    long average = Math.max(1, bytes / events.size());
    batch = (int) Math.max(1, Math.min(LARGEST_BATCH, BATCH_BYTES / average));
  }

  private void heartbeat() throws IOException {
    frames.comment("heartbeat");
    if (!told.equals(position)) {
      told = position;
      frames.place(id(position));
    }
    flush();
  }

  private void flush() throws IOException {
    if (frames.size() > 0) {
      sink.send(frames.take());
      written = timing.nanoTime().getAsLong();
    }
  }

  private boolean passes(EventType type) {
    return types.isEmpty() || types.contains(type) || type == EventType.ERASED;
  }

  private String id(Position place) {
    return ItemIds.encode(partnerId, place);
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
