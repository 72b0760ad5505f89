package io.orderwire.delivery.webhook.payload;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.webhook.Delivery.Entry;
import io.orderwire.delivery.webhook.Format;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;

/** A way to write items. */
sealed interface Form permits PlainForm, CloudEventForm {
  /** The form of a format for one partner's items. */
  static Form of(String partnerId, Format format) {
    return switch (format) {
      case FULL, THIN, TRIGGER -> new PlainForm(partnerId);
      case CLOUDEVENTS, CLOUDEVENTS_BINARY -> new CloudEventForm(partnerId);
    };
  }

  /** An item by itself, or as an element of a batch. */
  byte[] item(Entry entry, Detail detail);

  /**
   * One notice that stands for what is pending.
   *
   * @param newest the newest item of it
   * @param behind the item behind which it begins
   */
  byte[] trigger(Event newest, Position behind, long pending, Instant now);

  /** What comes before the items of a batch that ends with an item. */
  byte[] batchHead(Event last);

  /** What comes behind the items of a batch. */
  byte[] batchTail();

  /** The media type of one item, or of a trigger. */
  String mediaType();

  /** The media type of a batch. */
  String batchMediaType();

  /** A batch of items that are written already. */
  default byte[] batch(List<byte[]> items, Event last) {
    long sum = items.stream().mapToLong(item -> item.length).sum();
    long size = batchBytes(items.size(), sum, last);
    ByteArrayOutputStream out = new ByteArrayOutputStream(Math.toIntExact(size));
    out.writeBytes(batchHead(last));
    for (int i = 0; i < items.size(); i++) {
      if (i > 0) {
        out.write(',');
      }
      out.writeBytes(items.get(i));
    }
    out.writeBytes(batchTail());
    return out.toByteArray();
  }

  /** How many bytes a batch of so many items has that together have so many bytes. */
  default long batchBytes(int items, long sum, Event last) {
    int commas = items - 1;
    return batchHead(last).length + sum + commas + batchTail().length;
  }
}
