package io.orderwire.verify.read;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Keeps a webhook request waiting for its answer, so that something may be done to its sender
 * meanwhile. Safe for threads.
 */
public final class Hold {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final AtomicReference<CompletableFuture<Held>> wanted = new AtomicReference<>();

  /**
   * Waits for the next request with an item, which waits in turn until it is told how to end.
   *
   * @return empty if none comes in time
   */
  public Optional<Held> next(Duration atMost) throws InterruptedException {
    CompletableFuture<Held> next = new CompletableFuture<>();
    wanted.set(next);
    try {
      return Optional.of(next.get(atMost.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      // Where one comes at this moment after all, it is taken.
      return wanted.compareAndSet(next, null) ? Optional.empty() : Optional.of(next.join());
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A request has come; empty if nobody wants it. */
  Optional<Held> offer(int senderPort) {
    CompletableFuture<Held> next = wanted.getAndSet(null);
    if (next == null) {
      return Optional.empty();
    }
    Held held = new Held(senderPort);
    next.complete(held);
    return Optional.of(held);
  }

  /** How a request ends. */
  enum End {
    /** As it would have ended. */
    AS_EVER,
    /** With 200. */
    ACCEPTED,
    /** With the end of the connection, and no answer. */
    CUT
  }

  /** A request that waits for its answer, for a minute at most. */
  public static final class Held {
    private final int senderPort;
    private final CompletableFuture<End> end = new CompletableFuture<>();
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

    private Held(int senderPort) {
      this.senderPort = senderPort;
    }

    /** The port of this machine that it came from. */
    public int senderPort() {
      return senderPort;
    }

    /** Lets it end as it would have. */
    public void letGo() {
      end.complete(End.AS_EVER);
    }

    /** Answers it with 200; returns when that is sent. */
    public void accept() throws InterruptedException {
      end.complete(End.ACCEPTED);
      try {
        var _ = ended.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
      } catch (ExecutionException | TimeoutException e) {
        throw new IllegalStateException("an answer cannot be sent", e);
      }
    }

    /** Ends its connection without an answer. */
    public void cut() {
      end.complete(End.CUT);
    }

    /** How to end it, once that is known. */
    End await() throws InterruptedException {
      try {
        return end.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
      } catch (ExecutionException | TimeoutException e) {
        return End.AS_EVER;
      }
    }

    /** It has ended. */
    void ended() {
      ended.complete(true);
    }
  }
}
