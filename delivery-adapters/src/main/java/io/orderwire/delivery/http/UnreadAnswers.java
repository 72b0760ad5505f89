package io.orderwire.delivery.http;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the memory of answers that are under way, since a client may take as long as it likes to
 * read one: for each partner, and for all of them together. An answer counts from before its first
 * byte is written until its last one is, or until it has failed.
 *
 * <p>A partner's only answer is let through whatever its size. Safe for use by many threads;
 * nothing here blocks.
 */
public final class UnreadAnswers {
  /** What an answer costs beside its body: the request, its fields, and its stream. */
  static final int EACH = 8 << 10;

  private static final Duration SOON = Duration.ofSeconds(1);

  private final long perPartner;
  private final long inAll;
  private final AtomicLong held = new AtomicLong();

  /** Of every partner that was answered once. */
  private final ConcurrentMap<String, AtomicLong> heldByPartner = new ConcurrentHashMap<>();

  /**
   * With the bounds.
   *
   * @param perPartner bytes for one partner
   * @param inAll bytes for all partners together
   */
  public UnreadAnswers(long perPartner, long inAll) {
    this.perPartner = perPartner;
    this.inAll = inAll;
  }

  /**
   * Counts an answer until it is closed.
   *
   * @throws RefusedException with {@link ErrorCode#TOO_MANY_ANSWERS} or {@link
   *     ErrorCode#UNAVAILABLE} where there is no room for it
   */
  Held hold(String partnerId, int body) {
    long bytes = (long) body + EACH;
    AtomicLong own = heldByPartner.get(partnerId);
    if (own == null) {
      own = heldByPartner.computeIfAbsent(partnerId, _ -> new AtomicLong());
    }
    long ownNow = own.addAndGet(bytes);
    if (ownNow > perPartner && ownNow > bytes) {
      own.addAndGet(-bytes);
      throw new RefusedException(
          Problem.of(
                  ErrorCode.TOO_MANY_ANSWERS,
                  "You have not read the answers to your other requests yet. Read them, then ask"
                      + " again.")
              .retryAfter(SOON));
    }
    if (held.addAndGet(bytes) > inAll) {
      held.addAndGet(-bytes);
      own.addAndGet(-bytes);
      throw new RefusedException(
          Problem.of(ErrorCode.UNAVAILABLE, "Too many answers are under way.").retryAfter(SOON));
    }
    return new Held(own, bytes);
  }

  /** How many bytes are counted for a partner now. */
  long of(String partnerId) {
    AtomicLong own = heldByPartner.get(partnerId);
    return own == null ? 0 : own.get();
  }

  /** An answer that is counted. */
  final class Held implements AutoCloseable {
    private final AtomicLong own;
    private final long bytes;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    private Held(AtomicLong own, long bytes) {
      this.own = own;
      this.bytes = bytes;
    }

    /** Counts it no more; may be called again. */
    @Override
    public void close() {
      if (isClosed.compareAndSet(false, true)) {
        own.addAndGet(-bytes);
        held.addAndGet(-bytes);
      }
    }
  }
}
