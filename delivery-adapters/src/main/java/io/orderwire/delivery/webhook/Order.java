package io.orderwire.delivery.webhook;

import java.util.Locale;

/** In which order an endpoint gets its items. */
public enum Order {
  /** All in sequence, one request in flight. */
  PARTNER,
  /** The items of one order in sequence; never two of one order in flight. */
  ORDER,
  /** In any order. */
  NONE;

  /** The name in JSON. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
