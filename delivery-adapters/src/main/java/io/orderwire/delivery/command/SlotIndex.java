package io.orderwire.delivery.command;

import java.util.List;

/**
 * What a partner's history holds beside what is shown: in all epochs, void or not, and beyond the
 * place where it is frozen. Safe for use by many threads; throws {@link
 * io.orderwire.delivery.history.History.NotHereException} where this instance does not hold it.
 */
public interface SlotIndex {
  /** The partners whose histories this instance has, by id. */
  List<String> partners();

  /** The highest epoch that was begun, whether or not it has an item. */
  int epoch(String partnerId);

  /** From where to where there are items, one range for each epoch that has any, ascending. */
  List<SlotRange> all(String partnerId);

  /** Whether any item is not erased, or could not be read, in any epoch. */
  boolean hasContent(String partnerId);

  /** The slots of one order's items that are not erased, ascending by epoch and sequence. */
  List<SlotRange> ofOrder(String partnerId, String orderId);
}
