package io.orderwire.delivery.sse;

import io.orderwire.delivery.history.Position;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.util.Callback;

/**
 * One connection. Its partner's {@link PartnerStreams} lets it take steps, one thread at a time; it
 * has none of its own. While bytes are on their way that the client does not take, it takes none,
 * and holds no more than those.
 */
final class LiveStream implements Callback {
  /** Not at any time: something else has to happen first. */
  static final long NEVER = Long.MAX_VALUE;

  private static final int NOTHING = 0;
  private static final int SENDING = 1;
  private static final int PENDING = 2;
  private static final int FAILED = 3;

  private final Sink sink;
  private final Runnable wake;
  private final Goodbye goodbye;
  private final AtomicInteger sending = new AtomicInteger(NOTHING);
  private volatile Step.Steps steps;
  private volatile long due;
  private boolean unsettled;
  private boolean leaving;

  /**
   * A connection that has taken no step.
   *
   * @param due when to take the first step
   * @param wake asks for a turn; must be quick
   */
  LiveStream(Step.Steps steps, long due, Sink sink, Runnable wake, Goodbye goodbye) {
    this.steps = steps;
    this.due = due;
    this.sink = sink;
    this.wake = wake;
    this.goodbye = goodbye;
  }

  /** What a connection says at its end. */
  @FunctionalInterface
  interface Goodbye {
    byte[] of(End end);
  }

  /** What came of a turn. */
  enum Turn {
    /** There is nothing to do before {@link #due}, or before the history changes. */
    DONE,
    /** There is more to do. */
    MORE,
    /** The connection has ended. */
    ENDED
  }

  /** The last item that was sent. */
  Optional<Position> position() {
    return steps.position();
  }

  /** When it needs a turn, whatever happens. */
  long due() {
    return due;
  }

  /** Takes a step if there is one to take. */
  Turn turn(long now, boolean changed, SharedFrames shared) {
    int state = sending.get();
    if (state == PENDING) {
      due = NEVER;
      return Turn.DONE;
    }
    if (state == FAILED || leaving) {
      return leave();
    }
    if (unsettled) {
      unsettled = false;
      steps.sent(now);
    } else if (!changed && (due == NEVER || now - due < 0)) {
      return Turn.DONE;
    }
    return switch (steps.next(now, shared)) {
      case Step.Send(byte[] bytes) -> send(bytes);
      case Step.Again() -> {
        due = now;
        yield Turn.MORE;
      }
      case Step.Await(long until) -> {
        due = until;
        yield Turn.DONE;
      }
      case Step.Become(Step.Steps next) -> {
        steps = next;
        due = now;
        yield Turn.MORE;
      }
      case Step.GoAway(End end) -> {
        leaving = true;
        yield send(goodbye.of(end));
      }
      case Step.Leave() -> leave();
    };
  }

  /** Ends it at once. */
  Turn leave() {
    sink.end();
    return Turn.ENDED;
  }

  /** The client has gone. For any thread. */
  void lost() {
    sending.set(FAILED);
    wake.run();
  }

  /** Ends it if it is still sending: the service stops, and does not wait for clients for long. */
  void abandon() {
    if (sending.compareAndSet(PENDING, FAILED)) {
      wake.run();
    }
  }

  private Turn send(byte[] bytes) {
    unsettled = true;
    sending.set(SENDING);
    sink.send(ByteBuffer.wrap(bytes), this);
    if (sending.compareAndSet(SENDING, PENDING)) {
      due = NEVER;
      return Turn.DONE;
    }
    return Turn.MORE;
  }

  @Override
  public void succeeded() {
    settled(NOTHING);
  }

  @Override
  public void failed(Throwable x) {
    settled(FAILED);
  }

  private void settled(int state) {
    // What was abandoned stays so.
    int before = sending.getAndUpdate(now -> now == FAILED ? FAILED : state);
    if (before == PENDING) {
      wake.run();
    }
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }
}
