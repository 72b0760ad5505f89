package io.orderwire.producer.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.orderwire.avro.OrderCancelled;
import io.orderwire.avro.OrderCreated;
import io.orderwire.avro.OrderEvent;
import io.orderwire.avro.OrderItem;
import io.orderwire.avro.OrderItemFulfilled;
import io.orderwire.avro.OrderStatusChanged;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Writes events as the reader reads them. */
final class EventWriter {

  private EventWriter() {}

  static byte[] write(JsonFactory json, OrderEvent event) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator out = json.createGenerator(bytes)) {
      out.writeStartObject();
      out.writeStringField("event_id", event.getEventId().toString());
      out.writeStringField("partner_id", event.getPartnerId());
      out.writeStringField("order_id", event.getOrderId());
      out.writeStringField("occurred_at", event.getOccurredAt().toString());
      writeData(out, event.getData());
      out.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing to memory", impossible);
    }
    return bytes.toByteArray();
  }

  private static void writeData(JsonGenerator out, Object data) throws IOException {
    if (data instanceof OrderCreated created) {
      begin(out, EventTypes.CREATED);
      writeCreated(out, created);
    } else if (data instanceof OrderStatusChanged changed) {
      begin(out, EventTypes.STATUS_CHANGED);
      out.writeStringField("from", changed.getFrom());
      out.writeStringField("to", changed.getTo());
      if (changed.getReason() != null) {
        out.writeStringField("reason", changed.getReason());
      }
    } else if (data instanceof OrderItemFulfilled fulfilled) {
      begin(out, EventTypes.ITEM_FULFILLED);
      out.writeNumberField("line", fulfilled.getLine());
      out.writeStringField("sku", fulfilled.getSku());
      out.writeNumberField("quantity", fulfilled.getQuantity());
      out.writeStringField("carrier", fulfilled.getCarrier());
    } else if (data instanceof OrderCancelled cancelled) {
      begin(out, EventTypes.CANCELLED);
      out.writeStringField("by", cancelled.getBy());
      out.writeStringField("reason", cancelled.getReason());
    } else {
      throw new IllegalArgumentException("not an event's data: " + data.getClass().getName());
    }
    out.writeEndObject();
  }

  private static void begin(JsonGenerator out, String type) throws IOException {
    out.writeStringField("type", type);
    out.writeObjectFieldStart("data");
  }

  private static void writeCreated(JsonGenerator out, OrderCreated created) throws IOException {
    String currency = created.getCurrency();
    out.writeStringField("customer_id", created.getCustomerId());
    out.writeStringField("currency", currency);
    out.writeStringField("total", Decimals.render(created.getTotal(), currency));
    out.writeArrayFieldStart("items");
    for (OrderItem item : created.getItems()) {
      out.writeStartObject();
      out.writeNumberField("line", item.getLine());
      out.writeStringField("sku", item.getSku());
      out.writeNumberField("quantity", item.getQuantity());
      out.writeStringField("amount", Decimals.render(item.getAmount(), currency));
      out.writeEndObject();
    }
    out.writeEndArray();
    if (created.getAttributes() != null) {
      out.writeObjectFieldStart("attributes");
      for (Map.Entry<String, String> attribute : created.getAttributes().entrySet()) {
        out.writeStringField(attribute.getKey(), attribute.getValue());
      }
      out.writeEndObject();
    }
  }
}
