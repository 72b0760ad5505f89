package io.orderwire.delivery.command;

/**
 * What a partner's history holds beside what is shown. Safe for use by many threads; throws {@link
 * io.orderwire.delivery.history.History.NotHereException} where this instance does not hold it.
 */
public interface SlotIndex {
  /** The highest epoch that was begun, whether or not it has an item. */
  int epoch(String partnerId);
}
