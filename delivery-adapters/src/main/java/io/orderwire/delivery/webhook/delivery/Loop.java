package io.orderwire.delivery.webhook.delivery;

import io.orderwire.delivery.webhook.Status;
import java.util.OptionalInt;

/** Something that goes on for an endpoint, in a thread of its own, until it ends. */
interface Loop {
  /** Goes on; blocks until the end. */
  End run() throws InterruptedException;

  /** Asks it to end as soon as no request is in flight. May be called by any thread. */
  void stop();

  /** Why a loop has ended. */
  sealed interface End {
    /** It was told to. */
    record Stopped() implements End {}

    /** This instance cannot go on now; it is to be tried again. */
    record Away() implements End {}

    /** The endpoint is to be suspended. */
    record Suspend(Status.Reason reason) implements End {}

    /** The replay has reached its last item. */
    record Finished() implements End {}

    /**
     * The handshake is done.
     *
     * @param requestsPerMinute the rate that the endpoint allows; empty for any
     */
    record Verified(OptionalInt requestsPerMinute) implements End {}
  }
}
