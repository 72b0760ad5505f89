package io.orderwire.delivery.webhook.payload;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.ItemIds;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.webhook.Delivery.Entry;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The form of CloudEvents 1.0: its JSON format, and for binary mode attributes and data apart.
 *
 * <p>{@code id} is the item's id, {@code source} names the partner, {@code type} is the item's
 * behind {@code io.orderwire.}, {@code time} is when it occurred and {@code subject} the order.
 * Extension attributes: {@code sequence}, which must be in order as a text and so has 19 digits,
 * {@code previousid} (absent for none), {@code previoussequence}, and {@code thinned}.
 *
 * <p>The data is the item as in {@code GET /v1/orders/events} with {@code previous_id} and {@code
 * previous_sequence} at its end, or its ids with the same and {@code sequence}: in binary mode the
 * attributes are header fields, which no signature covers, so all that a receiver must be able to
 * prove is in the data too.
 */
record CloudEventForm(String partnerId) implements Form {
  private static final int ENVELOPE = 768;
  private static final String TYPES = "io.orderwire.";
  private static final String THINNED = "thinned";
  private static final String DATA_TYPE = "application/json";

  @Override
  public byte[] item(Entry entry, Detail detail) {
    byte[] data = data(entry, detail);
    return structured(attributes(entry, detail), data);
  }

  @Override
  public byte[] trigger(Event newest, Position behind, long pending, Instant now) {
    return structured(triggerAttributes(newest, now), triggerData(behind, pending));
  }

  @Override
  public byte[] batchHead(Event last) {
    return "[".getBytes(US_ASCII);
  }

  @Override
  public byte[] batchTail() {
    return "]".getBytes(US_ASCII);
  }

  @Override
  public String mediaType() {
    return "application/cloudevents+json";
  }

  @Override
  public String batchMediaType() {
    return "application/cloudevents-batch+json";
  }

  /** The media type of the data, which is that of the body in binary mode. */
  String dataMediaType() {
    return DATA_TYPE;
  }

  /** The data of an item. */
  byte[] data(Entry entry, Detail detail) {
    Event event = entry.event();
    Json json = new Json(ENVELOPE + event.json().length);
    if (detail == Detail.WHOLE) {
      json.members(event.json());
    } else {
      json.text("id", ItemIds.encode(partnerId, event.position()))
          .number("sequence", event.position().sequence());
      if (!event.orderId().isEmpty()) {
        json.text("order_id", event.orderId());
      }
    }
    PlainForm.previous(json, partnerId, entry.previous());
    if (detail == Detail.THINNED) {
      json.yes(THINNED);
    }
    return json.end();
  }

  /** The attributes of an item but for {@code datacontenttype}, in their order. */
  Map<String, String> attributes(Entry entry, Detail detail) {
    Event event = entry.event();
    Map<String, String> attributes =
        begin(
            ItemIds.encode(partnerId, event.position()),
            event.type().wireName(),
            ItemJson.time(event));
    if (!event.orderId().isEmpty()) {
      attributes.put("subject", event.orderId());
    }
    attributes.put("sequence", ordered(event.position().sequence()));
    if (entry.previous().sequence() > 0) {
      attributes.put("previousid", ItemIds.encode(partnerId, entry.previous()));
    }
    attributes.put("previoussequence", ordered(entry.previous().sequence()));
    if (detail == Detail.THINNED) {
      attributes.put(THINNED, "true");
    }
    return attributes;
  }

  /** The data of a trigger. */
  byte[] triggerData(Position behind, long pending) {
    return PlainForm.pending(partnerId, behind, pending);
  }

  /** The attributes of a trigger; its id is no item's, for the newest item is another event. */
  Map<String, String> triggerAttributes(Event newest, Instant now) {
    String id = "pending~" + ItemIds.encode(partnerId, newest.position());
    return begin(id, "history.pending", PlainForm.time(now));
  }

  /**
   * Attributes as header fields (HTTP protocol binding 1.0.2, section 3.1.3): space, double quote,
   * percent and all that is not printable ASCII is percent-encoded in UTF-8.
   */
  static Map<String, String> headers(Map<String, String> attributes) {
    Map<String, String> headers = new LinkedHashMap<>();
    attributes.forEach((name, value) -> headers.put("ce-" + name, PercentEncoding.encode(value)));
    return headers;
  }

  private Map<String, String> begin(String id, String type, String time) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("specversion", "1.0");
    attributes.put("id", id);
    attributes.put("source", "urn:orderwire:partner:" + partnerId);
    attributes.put("type", TYPES + type);
    attributes.put("time", time);
    return attributes;
  }

  private static byte[] structured(Map<String, String> attributes, byte[] data) {
    Json json = new Json(ENVELOPE + data.length);
    attributes.forEach(
        (name, value) -> {
          if (name.equals(THINNED)) {
            json.yes(name);
          } else {
            json.text(name, value);
          }
        });
    return json.text("datacontenttype", DATA_TYPE).raw("data", data).end();
  }

  private static String ordered(long sequence) {
    return String.format(Locale.ROOT, "%019d", sequence);
  }
}
