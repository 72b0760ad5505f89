package io.orderwire.delivery.webhook.dispatch;

import io.orderwire.delivery.webhook.Delivery;
import java.time.Instant;

/** What is to be done now. */
public sealed interface Step {
  /** Send it, and tell of the end with {@link Dispatch#settle}; from now on it is in flight. */
  record Send(Delivery delivery) implements Step {}

  /**
   * Read, and answer with {@link Dispatch#offer}; asked again until that is done.
   *
   * @param afterSequence the items above this sequence
   * @param limit the most items, at least 1
   */
  record Fetch(long afterSequence, int limit) implements Step {}

  /** There is nothing to do before that time, unless something happens. */
  record WaitUntil(Instant time) implements Step {}

  /** There is nothing to do until an attempt ends, new items come, or the partner asks. */
  record AwaitSomething() implements Step {}

  /** Items were passed over by the filter: store the progress. */
  record Advance() implements Step {}

  /**
   * What would come next is not kept any more. Nothing further is sent.
   *
   * @param oldest the sequence of the item that was read instead of the next one
   */
  record Expired(long oldest) implements Step {}
}
