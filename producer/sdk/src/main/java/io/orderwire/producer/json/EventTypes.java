package io.orderwire.producer.json;

/** The values of {@code type}. */
final class EventTypes {

  static final String CREATED = "order.created";
  static final String STATUS_CHANGED = "order.status_changed";
  static final String ITEM_FULFILLED = "order.item_fulfilled";
  static final String CANCELLED = "order.cancelled";
  static final String ALL = String.join(", ", CREATED, STATUS_CHANGED, ITEM_FULFILLED, CANCELLED);

  private EventTypes() {}
}
