package io.orderwire.delivery.kafka.history;

import io.orderwire.avro.OrderCancelled;
import io.orderwire.avro.OrderCreated;
import io.orderwire.avro.OrderEvent;
import io.orderwire.avro.OrderItem;
import io.orderwire.avro.OrderItemFulfilled;
import io.orderwire.avro.OrderStatusChanged;
import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.EventType;
import io.orderwire.delivery.history.ItemIds;
import io.orderwire.delivery.history.Position;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Renders items as partners see them; pure, so that an item has the same bytes wherever and
 * whenever it is rendered. Times are UTC without superfluous fraction, amounts are decimal strings
 * with at least the currency's own fraction digits, attributes are in the order of their names.
 * {@link RenderedParts} depends on the order of the members.
 */
final class ItemRenderer {
  private static final JsonFactory JSON = new JsonFactory();

  private ItemRenderer() {}

  /** An item that holds an event. */
  static Event event(String partnerId, Position position, OrderEvent event, Instant recordedAt) {
    EventType type = typeOf(event.getData());
    String id = ItemIds.encode(partnerId, position);
    byte[] json =
        rendered(
            out -> {
              begin(out, id, position, type);
              out.writeStringProperty("occurred_at", UtcTime.of(event.getOccurredAt()));
              out.writeStringProperty("recorded_at", UtcTime.of(recordedAt));
              out.writeStringProperty("order_id", event.getOrderId());
              out.writeObjectPropertyStart("data");
              data(out, event.getData());
              out.writeEndObject();
            });
    return rendered(position, type, recordedAt, json);
  }

  /** An item whose content was erased at this time. */
  static Event erased(String partnerId, Position position, Instant erasedAt) {
    byte[] json =
        rendered(
            out -> {
              begin(out, ItemIds.encode(partnerId, position), position, EventType.ERASED);
              out.writeStringProperty("recorded_at", UtcTime.of(erasedAt));
            });
    return rendered(position, EventType.ERASED, erasedAt, json);
  }

  private static Event rendered(Position position, EventType type, Instant at, byte[] json) {
    return new Event(position, type, at, json, 0, json.length, RenderedParts.INSTANCE);
  }

  private static byte[] rendered(Consumer<JsonGenerator> members) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      out.writeStartObject();
      members.accept(out);
      out.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static void begin(JsonGenerator out, String id, Position position, EventType type) {
    out.writeStringProperty("id", id);
    out.writeNumberProperty("sequence", position.sequence());
    out.writeStringProperty("type", type.wireName());
  }

  private static EventType typeOf(Object data) {
    return switch (data) {
      case OrderCreated _ -> EventType.CREATED;
      case OrderStatusChanged _ -> EventType.STATUS_CHANGED;
      case OrderItemFulfilled _ -> EventType.ITEM_FULFILLED;
      case OrderCancelled _ -> EventType.CANCELLED;
      default -> throw new IllegalArgumentException("an event of an unknown type");
    };
  }

  private static void data(JsonGenerator out, Object data) {
    switch (data) {
      case OrderCreated created -> created(out, created);
      case OrderStatusChanged changed -> {
        out.writeStringProperty("from", changed.getFrom());
        out.writeStringProperty("to", changed.getTo());
        String reason = changed.getReason();
        if (reason != null) {
          out.writeStringProperty("reason", reason);
        }
      }
      case OrderItemFulfilled fulfilled -> {
        out.writeNumberProperty("line", fulfilled.getLine());
        out.writeStringProperty("sku", fulfilled.getSku());
        out.writeNumberProperty("quantity", fulfilled.getQuantity());
        out.writeStringProperty("carrier", fulfilled.getCarrier());
      }
      case OrderCancelled cancelled -> {
        out.writeStringProperty("by", cancelled.getBy());
        out.writeStringProperty("reason", cancelled.getReason());
      }
      default -> throw new IllegalArgumentException("an event of an unknown type");
    }
  }

  private static void created(JsonGenerator out, OrderCreated created) {
    int digits = fractionDigits(created.getCurrency());
    out.writeStringProperty("customer_id", created.getCustomerId());
    out.writeStringProperty("currency", created.getCurrency());
    out.writeStringProperty("total", plain(created.getTotal(), digits));
    out.writeArrayPropertyStart("items");
    for (OrderItem item : created.getItems()) {
      out.writeStartObject();
      out.writeNumberProperty("line", item.getLine());
      out.writeStringProperty("sku", item.getSku());
      out.writeNumberProperty("quantity", item.getQuantity());
      out.writeStringProperty("amount", plain(item.getAmount(), digits));
      out.writeEndObject();
    }
    out.writeEndArray();
    @Nullable Map<String, String> attributes = created.getAttributes();
    if (attributes != null) {
      out.writeObjectPropertyStart("attributes");
      new TreeMap<>(attributes).forEach(out::writeStringProperty);
      out.writeEndObject();
    }
  }

  private static String plain(BigDecimal amount, int digits) {
    BigDecimal stripped = amount.stripTrailingZeros();
    return stripped.setScale(Math.max(digits, stripped.scale())).toPlainString();
  }

  /** ISO 4217's fraction digits; none for codes that have no minor unit or are not known. */
  private static int fractionDigits(String currency) {
    try {
      return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    } catch (IllegalArgumentException e) {
      return 0;
    }
  }
}
