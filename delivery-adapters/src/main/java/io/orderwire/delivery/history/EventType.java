package io.orderwire.delivery.history;

import java.util.Arrays;
import java.util.Optional;

/** The types of history items. */
public enum EventType {
  /** An order came into being. */
  CREATED("order.created"),
  /** An order moved from one status to another. */
  STATUS_CHANGED("order.status_changed"),
  /** Units of a line were handed to a carrier. */
  ITEM_FULFILLED("order.item_fulfilled"),
  /** An order was cancelled. */
  CANCELLED("order.cancelled"),
  /** The item's content was erased; its slot stays. Cannot be asked for, passes every filter. */
  ERASED("erased");

  private final String wireName;

  EventType(String wireName) {
    this.wireName = wireName;
  }

  /** The name in JSON, in SSE's {@code event:} field and in {@code types=}. */
  public String wireName() {
    return wireName;
  }

  /** The type of this name, if there is one. */
  public static Optional<EventType> ofWireName(String name) {
    return Arrays.stream(values()).filter(type -> type.wireName.equals(name)).findFirst();
  }
}
