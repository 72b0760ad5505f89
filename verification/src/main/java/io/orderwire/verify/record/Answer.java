package io.orderwire.verify.record;

/** How a webhook endpoint answered a request. */
public enum Answer {
  /** Not, or not yet. */
  NONE,
  /** With another status than 2xx. */
  REFUSED,
  /** With 2xx; whether the sender got that, and kept it, is not known. */
  ACCEPTED,
  /**
   * With 2xx, and for certain the sender got that and kept it, so that the request must not come
   * again. The first sign of it is a later request of the same subscription, which a sender begins
   * only when the position behind the earlier one is stored.
   */
  CONFIRMED
}
