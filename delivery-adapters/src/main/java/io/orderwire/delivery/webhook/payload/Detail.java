package io.orderwire.delivery.webhook.payload;

/** How much of an item is told. */
enum Detail {
  /** All of it. */
  WHOLE,
  /** Its ids, as the endpoint wants it. */
  IDS,
  /** Its ids, because all of it would be too large. */
  THINNED
}
