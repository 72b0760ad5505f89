package io.orderwire.delivery.history;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The partners' histories, as far as this instance has them. Safe for use by many threads; reads do
 * not block on writers. A partner without events has an empty history.
 *
 * <p>Sequences are gapless over epochs: the item after (epoch e, sequence n) has sequence n + 1, in
 * the epoch that holds there now. Reads therefore take plain sequences; whether an id of an older
 * epoch is still valid is told by {@link #epochAt}.
 *
 * <p>Where this instance does not hold the partner's history at all, because it never owned the
 * partition or has just lost it, every method but {@link #readiness} throws {@link
 * NotHereException}, rather than show an empty history.
 */
public interface History {
  /** A read takes no further item once it holds this many bytes of JSON. */
  int READ_BYTES = 1 << 20;

  /** What is there now. Never blocks. */
  Extent extent(String partnerId);

  /**
   * The items with a sequence above {@code sequence}, ascending.
   *
   * @param sequence at least 0
   * @param limit at least 1
   * @return at most {@code limit} items, and at least one if there is one; fewer than the limit
   *     where the history ends, and after {@link #READ_BYTES}
   */
  List<Event> readAfter(String partnerId, long sequence, int limit);

  /**
   * The items with a sequence below {@code sequence}, descending.
   *
   * @param sequence at least 0; {@link Long#MAX_VALUE} for the newest
   * @param limit at least 1
   * @return at most {@code limit} items, and at least one if there is one; fewer than the limit
   *     where the kept history begins, and after {@link #READ_BYTES}
   */
  List<Event> readBefore(String partnerId, long sequence, int limit);

  /**
   * The sequence before the first kept item with {@code recordedAt} at or after {@code time}; the
   * newest sequence if there is none. Erased items are passed over.
   */
  long sequenceBefore(String partnerId, Instant time);

  /**
   * The epoch that holds for {@code sequence} now, or empty where the sequence is above the newest.
   * An item id of another epoch is void. Sequence 0 is in epoch 0.
   */
  OptionalLong epochAt(String partnerId, long sequence);

  /**
   * Waits until the history holds a sequence above {@code sequence}, or is frozen. No wake-up is
   * lost: an item that arrives between the caller's last read and this call ends the wait at once.
   *
   * @param timeout how long to wait at most
   * @return whether there is such a sequence
   */
  boolean awaitAfter(String partnerId, long sequence, Duration timeout) throws InterruptedException;

  /**
   * Says when something changes about a partner's history: new items, whether it is frozen, whether
   * this instance holds it. A change that comes after this call is told, and may be told more often
   * than it happened.
   *
   * @param changed runs in the thread that makes the change: it must be quick, and not block
   */
  Watch watch(String partnerId, Runnable changed);

  /** Ends with its closing. */
  interface Watch extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Reads the events of one order that are kept, ascending; none for an unknown order. They are
   * handed over one by one, for together they may be large.
   *
   * @param events must be quick, and must not read
   */
  void ofOrder(String partnerId, String orderId, Consumer<Event> events);

  /** Whether this instance can answer for this partner now. Never blocks. */
  Readiness readiness(String partnerId);

  /**
   * Whether there may be more of a partner's history than this instance shows: it has not read all
   * of it, or cannot find out, as when it is cut off from where the history is kept. An instance
   * that is ready may be cut off. Asks there, and waits for some seconds at most until what is
   * there is shown, so this is for what is exceptional.
   *
   * @return false only if all is shown that was there when this was called
   */
  boolean mayLag(String partnerId) throws InterruptedException;

  /**
   * Stands for all that is shown of a partner: the same object (==) as long as nothing of it
   * changes, erasures included, so that what was made of it may be used again. Who keeps it with
   * what was read must have found it the same before and after the reading. Never blocks.
   *
   * @return null where nothing may be kept
   */
  @Nullable Object state(String partnerId);

  /**
   * How often the content of an item that is shown was erased since this instance has the history.
   * Who keeps items for long looks whether this is still what it was before they were read. Never
   * blocks.
   */
  long erasures(String partnerId);

  /**
   * The same histories for callers that cannot wait: a method that would have to do more than this
   * for its answer throws {@link EffortException} at once. Nothing is found to be missing by that.
   * Items that are read so may hold the bytes of others that lie beside them; who keeps one takes
   * it {@link Event#alone}.
   */
  History within(Effort most);

  /** How much may be done for an answer. */
  enum Effort {
    /** Only what is in memory; the thread is never blocked. */
    MEMORY,
    /** Also what is on the local disk, but no waiting for items that have not come yet. */
    DISK
  }

  /** The answer would take more than the {@link Effort} that was allowed. It is no failure. */
  final class EffortException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** An exception without a stack trace. */
    public EffortException() {
      super("takes more than was allowed", null, false, false);
    }
  }

  /** This instance does not hold the partner's history now; another does, or this one will soon. */
  final class NotHereException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** For the partner of this id. */
    public NotHereException(String partnerId) {
      super("the history of " + partnerId + " is not here", null, false, false);
    }
  }

  /** Whether an instance can answer for a partner. */
  sealed interface Readiness {
    /** All that was in the topic when the partition was taken on is there. */
    record Ready() implements Readiness {}

    /** The store is still being filled. */
    record CatchingUp() implements Readiness {}

    /** Another instance is known to have the partner's partition. */
    record Elsewhere() implements Readiness {}

    /** No instance that is known here has the partner's partition. */
    record NoOwner() implements Readiness {}
  }
}
