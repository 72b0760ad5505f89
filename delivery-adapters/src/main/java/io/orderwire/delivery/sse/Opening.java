package io.orderwire.delivery.sse;

import io.orderwire.delivery.history.History;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.http.RefusedException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A connection that waits, with heartbeats, until this instance can answer, or until what ends any
 * connection ends this one. Where the history stays elsewhere, the client is sent there.
 */
final class Opening implements Step.Steps {
  private final History history;
  private final String partnerId;
  private final Lifetime lifetime;
  private final Callable<Step.Steps> beginning;
  private final Executor executor;
  private byte @Nullable [] greeting;
  private volatile boolean asked;
  private volatile @Nullable Step begun;

  /**
   * Waits.
   *
   * @param greeting what is sent first
   * @param beginning finds out where to begin, once the history can be read; may block, and throws
   *     {@link RefusedException} where that place is none
   * @param executor runs it
   */
  Opening(
      History history,
      String partnerId,
      Lifetime lifetime,
      byte[] greeting,
      Callable<Step.Steps> beginning,
      Executor executor) {
    this.history = history;
    this.partnerId = partnerId;
    this.lifetime = lifetime;
    this.greeting = greeting;
    this.beginning = beginning;
    this.executor = executor;
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
    Step found = begun;
    if (found != null) {
      return found;
    }
    switch (history.readiness(partnerId)) {
      case History.Readiness.Ready() -> {
        lifetime.cameBack();
        if (!asked) {
          asked = true;
          executor.execute(this::begin);
          return new Step.Again();
        }
      }
      case History.Readiness.CatchingUp() -> lifetime.cameBack();
      // It may be known to be there only until this instance hears that it is here.
      case History.Readiness.Elsewhere(), History.Readiness.NoOwner() -> {
        if (lifetime.isAwayTooLong(now)) {
          return new Step.GoAway(End.MOVED);
        }
      }
    }
    return lifetime.needsHeartbeat(now)
        ? new Step.Send(new Frames().comment("heartbeat").take())
        : new Step.Await(
            Math.min(lifetime.nextLook(now), now + Walk.LOOK_AGAIN.toNanos() / (asked ? 10 : 1)));
  }

  private void begin() {
    try {
      begun = new Step.Become(beginning.call());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      begun = new Step.GoAway(End.SHUTDOWN);
    } catch (RefusedException e) {
      begun = new Step.Leave();
    } catch (History.NotHereException e) {
      asked = false; // It has moved again: the connection waits on.
    } catch (Exception e) {
      begun = new Step.Leave();
      throw new IllegalStateException("a stream could not begin", e);
    }
  }

  @Override
  public void sent(long now) {
    lifetime.wrote(now);
  }

  @Override
  public Optional<Position> position() {
    return Optional.empty();
  }
}
