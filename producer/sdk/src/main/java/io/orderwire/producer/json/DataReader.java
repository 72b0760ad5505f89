package io.orderwire.producer.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.orderwire.avro.OrderCancelled;
import io.orderwire.avro.OrderCreated;
import io.orderwire.avro.OrderItem;
import io.orderwire.avro.OrderItemFulfilled;
import io.orderwire.avro.OrderStatusChanged;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads an event's {@code data}, whose shape depends on the event's type. */
final class DataReader {

  private static final String DATA = "data";

  private final JsonCursor cursor;
  private final Violations violations;

  private @Nullable String customerId;
  private @Nullable String currency;
  private @Nullable BigDecimal total;
  private List<OrderItem> items = List.of();
  private @Nullable Map<String, String> attributes;
  private int line;
  private int quantity;
  private @Nullable String sku;
  private @Nullable BigDecimal amount;
  private @Nullable String carrier;
  private @Nullable String from;
  private @Nullable String to;
  private @Nullable String by;
  private @Nullable String reason;

  DataReader(JsonCursor cursor, Violations violations) {
    this.cursor = cursor;
    this.violations = violations;
  }

  /** The record, or null for an unknown type; a record with holes if a violation was noted. */
  @Nullable Object read(String type) throws IOException {
    return switch (type) {
      case EventTypes.CREATED -> {
        cursor.object(Shape.CREATED, DATA, this::field);
        yield new OrderCreated(customerId, currency, total, items, attributes);
      }
      case EventTypes.STATUS_CHANGED -> {
        cursor.object(Shape.STATUS_CHANGED, DATA, this::field);
        yield new OrderStatusChanged(from, to, reason);
      }
      case EventTypes.ITEM_FULFILLED -> {
        cursor.object(Shape.ITEM_FULFILLED, DATA, this::field);
        yield new OrderItemFulfilled(line, sku, quantity, carrier);
      }
      case EventTypes.CANCELLED -> {
        cursor.object(Shape.CANCELLED, DATA, this::field);
        yield new OrderCancelled(by, reason);
      }
      default -> {
        violations.add("type", "unknown type; known are " + EventTypes.ALL);
        cursor.skip();
        yield null;
      }
    };
  }

  private void field(String field, String path) throws IOException {
    switch (field) {
      case "customer_id" -> customerId = cursor.text(path);
      case "currency" -> currency = cursor.text(path);
      case "total" -> total = decimal(path);
      case "items" -> items = items(path);
      case "attributes" -> attributes = attributes(path);
      case "line" -> line = cursor.integer(path);
      case "quantity" -> quantity = cursor.integer(path);
      case "sku" -> sku = cursor.text(path);
      case "amount" -> amount = decimal(path);
      case "carrier" -> carrier = cursor.text(path);
      case "from" -> from = cursor.text(path);
      case "to" -> to = cursor.text(path);
      case "by" -> by = cursor.text(path);
      case "reason" -> reason = cursor.text(path);
      default -> throw new IllegalStateException(field);
    }
  }

  private List<OrderItem> items(String path) throws IOException {
    if (!cursor.expect(JsonToken.START_ARRAY, path, "an array")) {
      return List.of();
    }
    JsonParser parser = cursor.parser();
    List<OrderItem> read = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      DataReader item = new DataReader(cursor, violations);
      cursor.object(Shape.ITEM, path + '[' + read.size() + ']', item::field);
      read.add(new OrderItem(item.line, item.sku, item.quantity, item.amount));
    }
    return read;
  }

  private @Nullable Map<String, String> attributes(String path) throws IOException {
    if (!cursor.expect(JsonToken.START_OBJECT, path, "an object")) {
      return null;
    }
    JsonParser parser = cursor.parser();
    Map<String, String> read = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      String valuePath = JsonCursor.join(path, Violations.shown(name));
      String fault = JsonCursor.faultOf(name);
      if (fault != null) {
        violations.add(valuePath, "the name " + fault);
      }
      String value = cursor.text(valuePath);
      if (value != null && read.putIfAbsent(name, value) != null) {
        violations.add(valuePath, "appears twice");
      }
    }
    return read;
  }

  private @Nullable BigDecimal decimal(String path) throws IOException {
    String text = cursor.text(path);
    if (text == null) {
      return null;
    }
    String fault = Decimals.faultOf(text);
    if (fault != null) {
      violations.add(path, fault);
      return null;
    }
    return Decimals.parse(text);
  }
}
