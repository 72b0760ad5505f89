package io.orderwire.delivery.webhook;

import java.util.Locale;

/** What an endpoint's requests hold. */
public enum Format {
  /** The item with its data. */
  FULL,
  /** Ids only; the partner fetches the item. */
  THIN,
  /** One coalesced notice that says from where to poll. */
  TRIGGER,
  /** CloudEvents 1.0, structured mode. */
  CLOUDEVENTS,
  /** CloudEvents 1.0, binary mode. */
  CLOUDEVENTS_BINARY;

  /** The name in JSON. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
