package io.orderwire.delivery.sse;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.EventType;
import io.orderwire.delivery.history.History;
import io.orderwire.delivery.history.ItemIds;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.http.Cursors;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One connection along a history: reads after its cursor, sends, advances. */
final class Walk implements Step.Steps {
  /** How soon to look again where no change is told. */
  static final Duration LOOK_AGAIN = Duration.ofMillis(250);

  /** How far the client's place may stay behind where filters let nothing pass. */
  private static final int UNTOLD = 256;

  private static final int FIRST_BATCH = 8;
  private static final int LARGEST_BATCH = 500;
  private static final int BATCH_BYTES = 64 << 10;
  private static final int HEARTBEAT_BYTES = 64;

  private final History history;
  private final Cursors cursors;
  private final String partnerId;
  private final Set<EventType> types;
  private final Lifetime lifetime;
  private volatile Position position;
  private Position told;
  private byte @Nullable [] greeting;
  private int batch = FIRST_BATCH;

  /**
   * Begins after a position.
   *
   * @param types which items pass, or all where it is empty
   * @param greeting what is sent first
   */
  Walk(
      History history,
      Cursors cursors,
      String partnerId,
      Position start,
      Set<EventType> types,
      Lifetime lifetime,
      byte[] greeting) {
    this.history = history;
    this.cursors = cursors;
    this.partnerId = partnerId;
    this.position = start;
    this.told = start;
    this.types = types;
    this.lifetime = lifetime;
    this.greeting = greeting;
  }

  @Override
  public Step next(long now, SharedFrames shared) {
    byte[] first = greeting;
    if (first != null) {
      greeting = null;
      return new Step.Send(first);
    }
    Optional<End> end = lifetime.end(now);
    if (end.isPresent()) {
      return new Step.GoAway(end.get());
    }
    if (lifetime.needsHeartbeat(now)) {
      return heartbeat();
    }
    try {
      switch (history.readiness(partnerId)) {
        case History.Readiness.Ready() -> {
          Step step = deliver(now, shared);
          lifetime.cameBack();
          return step;
        }
        case History.Readiness.CatchingUp() -> lifetime.cameBack();
        case History.Readiness.Elsewhere() -> {
          return new Step.GoAway(End.MOVED);
        }
        case History.Readiness.NoOwner() -> {
          if (lifetime.isAwayTooLong(now)) {
            return new Step.GoAway(End.MOVED);
          }
        }
      }
    } catch (History.NotHereException e) {
      // It is on its way to another instance, or to this one: heartbeats, until that is settled.
    }
    return lookAgain(now);
  }

  @Override
  public void sent(long now) {
    lifetime.wrote(now);
  }

  @Override
  public Optional<Position> position() {
    return Optional.of(position);
  }

  private Step deliver(long now, SharedFrames shared) {
    List<Event> items = history.readAfter(partnerId, position.sequence(), batch);
    // Asked after the read: a place that is void once stays so.
    if (!cursors.isValid(partnerId, position)) {
      return new Step.GoAway(End.EXPIRED);
    }
    if (!items.isEmpty()) {
      return types.isEmpty() ? all(items, shared) : passing(items);
    }
    return history.extent(partnerId).frozen()
        ? lookAgain(now)
        : new Step.Await(lifetime.nextLook(now));
  }

  private Step lookAgain(long now) {
    return new Step.Await(Math.min(lifetime.nextLook(now), now + LOOK_AGAIN.toNanos()));
  }

  private Step all(List<Event> items, SharedFrames shared) {
    SharedFrames.Rendered rendered = shared.of(items);
    position = rendered.end();
    told = position;
    adapt(rendered.bytes().length, rendered.items().size());
    return new Step.Send(rendered.bytes());
  }

  private Step passing(List<Event> items) {
    Frames frames = new Frames();
    int taken = 0;
    long bytes = 0;
    while (taken < items.size() && frames.size() < BATCH_BYTES) {
      Event item = items.get(taken);
      bytes += item.json().length;
      if (passes(item.type())) {
        told = item.position();
        frames.event(id(told), item.type().wireName(), item.json());
      }
      position = item.position();
      taken++;
    }
    if (frames.size() == 0 && position.sequence() - told.sequence() >= UNTOLD) {
      told = position;
      frames.place(id(position));
    }
    adapt(bytes, taken);
    return frames.size() == 0 ? new Step.Again() : new Step.Send(frames.take());
  }

  /** Few large items or many small ones: what a batch holds in memory is about the same. */
  private void adapt(long bytes, int items) {
    long average = Math.max(1, bytes / items);
    batch = Math.clamp(BATCH_BYTES / average + 1, 1, LARGEST_BATCH);
  }

  private Step heartbeat() {
    Frames frames = new Frames(HEARTBEAT_BYTES).comment("heartbeat");
    if (!told.equals(position)) {
      told = position;
      frames.place(id(position));
    }
    return new Step.Send(frames.take());
  }

  private boolean passes(EventType type) {
    return types.contains(type) || type == EventType.ERASED;
  }

  private String id(Position place) {
    return ItemIds.encode(partnerId, place);
  }
}
