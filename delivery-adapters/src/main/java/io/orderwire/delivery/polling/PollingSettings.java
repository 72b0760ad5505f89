package io.orderwire.delivery.polling;

/**
 * How polling behaves.
 *
 * @param waitingPerPartner how many requests of a partner may wait for an item at the same time, at
 *     least 0; others are answered at once
 */
public record PollingSettings(int waitingPerPartner) {
  /** Checks the bounds. */
  public PollingSettings {
    if (waitingPerPartner < 0) {
      throw new IllegalArgumentException("waiting-per-partner must not be negative");
    }
  }
}
