package io.orderwire.delivery.webhook.payload;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.ItemIds;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.webhook.Delivery.Entry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/**
 * The form of Standard Webhooks: {@code type}, {@code timestamp} (when it occurred) and {@code
 * data}, which is the item exactly as in {@code GET /v1/orders/events}, or its ids. Beside them
 * stand {@code sequence}, {@code previous_id} (null for none) and {@code previous_sequence} (0 for
 * none), and {@code thinned} where the data was replaced by ids.
 */
record PlainForm(String partnerId) implements Form {
  private static final int ENVELOPE = 256;

  @Override
  public byte[] item(Entry entry, Detail detail) {
    Event event = entry.event();
    byte[] data = detail == Detail.WHOLE ? event.json() : ids(event);
    Json json =
        new Json(ENVELOPE + data.length)
            .text("type", event.type().wireName())
            .text("timestamp", ItemJson.time(event))
            .number("sequence", event.position().sequence());
    previous(json, partnerId, entry.previous());
    if (detail == Detail.THINNED) {
      json.yes("thinned");
    }
    return json.raw("data", data).end();
  }

  /** {@code {"id","order_id"}}; an erased item has no order. */
  private byte[] ids(Event event) {
    Json json = new Json(ENVELOPE).text("id", ItemIds.encode(partnerId, event.position()));
    if (!event.orderId().isEmpty()) {
      json.text("order_id", event.orderId());
    }
    return json.end();
  }

  @Override
  public byte[] trigger(Event newest, Position behind, long pending, Instant now) {
    return new Json(ENVELOPE)
        .text("type", "history.pending")
        .text("timestamp", time(now))
        .raw("data", pending(partnerId, behind, pending))
        .end();
  }

  /** The timestamp of a batch is the record time of its last item, which stays over retries. */
  @Override
  public byte[] batchHead(Event last) {
    byte[] object =
        new Json(ENVELOPE)
            .text("type", "batch")
            .text("timestamp", ItemJson.recordedAt(last))
            .raw("data", "[".getBytes(US_ASCII))
            .end();
    return Arrays.copyOf(object, object.length - 1);
  }

  @Override
  public byte[] batchTail() {
    return "]}".getBytes(US_ASCII);
  }

  @Override
  public String mediaType() {
    return "application/json";
  }

  @Override
  public String batchMediaType() {
    return mediaType();
  }

  /** Adds what came before. */
  static Json previous(Json json, String partnerId, Position previous) {
    if (previous.sequence() == 0) {
      json.nothing("previous_id");
    } else {
      json.text("previous_id", ItemIds.encode(partnerId, previous));
    }
    return json.number("previous_sequence", previous.sequence());
  }

  /** {@code {"pending","cursor"}}: how many items, and the cursor to poll them with. */
  static byte[] pending(String partnerId, Position behind, long pending) {
    return new Json(ENVELOPE)
        .number("pending", pending)
        .text("cursor", ItemIds.encode(partnerId, behind))
        .end();
  }

  /** A time to the millisecond. */
  static String time(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
