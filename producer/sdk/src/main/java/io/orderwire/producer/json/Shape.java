package io.orderwire.producer.json;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The fields a JSON object may and must have, at most 64. */
final class Shape {

  static final Shape EVENT =
      new Shape(
          List.of("partner_id", "order_id", "occurred_at", "type", "data"), List.of("event_id"));
  static final Shape CREATED =
      new Shape(List.of("customer_id", "currency", "total", "items"), List.of("attributes"));
  static final Shape ITEM = new Shape(List.of("line", "sku", "quantity", "amount"), List.of());
  static final Shape STATUS_CHANGED = new Shape(List.of("from", "to"), List.of("reason"));
  static final Shape ITEM_FULFILLED =
      new Shape(List.of("line", "sku", "quantity", "carrier"), List.of());
  static final Shape CANCELLED = new Shape(List.of("by", "reason"), List.of());

  private final List<String> required;
  private final Map<String, Integer> indexes = new HashMap<>();

  private Shape(List<String> required, List<String> optional) {
    this.required = required;
    Stream.concat(required.stream(), optional.stream())
        .forEach(name -> indexes.put(name, indexes.size()));
  }

  /** The field's bit, or null for a field that does not belong here. */
  @Nullable Integer indexOf(String field) {
    return indexes.get(field);
  }

  /** The required fields; their bits are their positions in this list. */
  List<String> required() {
    return required;
  }
}
