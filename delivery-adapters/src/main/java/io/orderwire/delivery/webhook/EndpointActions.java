package io.orderwire.delivery.webhook;

import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.subscription.ProgressStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What can be asked of the loops that deliver. Safe for use by many threads. */
public interface EndpointActions {
  /**
   * Sends a signed {@code endpoint.test} message now, beside the items and whatever the endpoint's
   * state, and records the attempt. Blocks until it has ended, at most the endpoint's timeout and a
   * little.
   */
  Tested test(Endpoint endpoint) throws InterruptedException;

  /** An endpoint's figures, where this instance delivers to it now. Does not block. */
  Optional<Figures> figures(String partnerId, String endpointId);

  /**
   * Moves a subscription of the endpoint, its live one or {@link Endpoint#replaySubscription}, to
   * behind an item, and forgets its retries, what it has settled and what it has parked. Whatever
   * drives the subscription on this instance is stopped before; it begins again with the next
   * change of the endpoint. Blocks for the broker.
   */
  ProgressStore.Written move(Endpoint endpoint, String subscriptionId, Position behind)
      throws InterruptedException;

  /**
   * Makes parked items due now.
   *
   * @param items which of them; empty for all. What is not parked is passed over
   */
  Retried retryParked(Endpoint endpoint, Optional<Set<Position>> items) throws InterruptedException;

  /**
   * Tells the partner's other endpoints ({@code endpoint.changed}). Does not wait for them. After
   * {@link Change#DELETED} the endpoint's subscriptions are removed as well.
   *
   * @param endpoint as it is now; of a deleted one as it was
   */
  void announce(Endpoint endpoint, Change change);

  /**
   * How a test went.
   *
   * @param webhookId of the message, {@code msg_…}
   * @param responseExcerpt the first 1 KiB of the answer's body, with what is not printable
   *     replaced
   */
  record Tested(String webhookId, Outcome outcome, Duration duration, String responseExcerpt) {}

  /**
   * What an endpoint does at one moment.
   *
   * @param position the item up to which all is settled
   * @param lag how many items of the history are not settled, whatever their type
   * @param inFlight how many requests are under way
   * @param errorRate which part of the latest requests failed, 0 to 1
   * @param breaker whether requests are let through
   * @param retries how many deliveries wait for another attempt
   * @param nextAttempt when the next of them is due; empty without any
   * @param parked how many items are parked
   */
  record Figures(
      Position position,
      long lag,
      int inFlight,
      double errorRate,
      Breaker breaker,
      int retries,
      Optional<Instant> nextAttempt,
      int parked) {}

  /** Whether requests are let through to an endpoint. */
  enum Breaker {
    /** All are. */
    CLOSED,
    /** None is for a while: too many failed. */
    OPEN,
    /** A few are, to see whether it answers again. */
    HALF_OPEN;

    /** The name in JSON. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What became of parked items. */
  sealed interface Retried {
    /** So many are due now. */
    record Due(int items) implements Retried {}

    /** This instance does not own the partner's partition. */
    record NotOwner() implements Retried {}

    /** The broker did not answer in time; they may still be due. */
    record Unavailable() implements Retried {}
  }

  /** What a partner or the operator did with an endpoint. */
  enum Change {
    /** It is new. */
    CREATED,
    /** Its definition is another. */
    UPDATED,
    /** It is gone. */
    DELETED,
    /** It gets nothing for now. */
    PAUSED,
    /** It gets items again. */
    RESUMED,
    /** It has a new secret. */
    SECRET_ROTATED,
    /** A replay has begun. */
    REPLAY_STARTED,
    /** A replay was ended. */
    REPLAY_CANCELLED;

    /** The name in JSON. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
