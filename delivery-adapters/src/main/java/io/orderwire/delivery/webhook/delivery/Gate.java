package io.orderwire.delivery.webhook.delivery;

/** Whether a partner's requests may begin now. Safe for use by many threads; never blocks. */
@FunctionalInterface
public interface Gate {
  /**
   * Whether this instance owns the partner's partition and its lease is young, the history has
   * caught up, and the operator has not disconnected the partner.
   */
  boolean isOpen(String partnerId);
}
