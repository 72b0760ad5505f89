package io.orderwire.delivery.kafka.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderwire.avro.HistoryEntry;
import io.orderwire.avro.OrderCancelled;
import io.orderwire.avro.OrderCreated;
import io.orderwire.avro.OrderEvent;
import io.orderwire.avro.OrderItem;
import io.orderwire.avro.OrderItemFulfilled;
import io.orderwire.avro.OrderStatusChanged;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What sequencing determines of an entry, in 16 bytes: the event with its id, and the source
 * position. Two entries of one slot with other digests are a conflict. It does not depend on the
 * schema that the entry was written with, nor on the order of a map.
 */
final class ContentDigest {
  /** Length of a digest. */
  static final int BYTES = 16;

  private ContentDigest() {}

  static byte[] of(HistoryEntry entry, OrderEvent event) {
    Fields out = new Fields();
    out.writeLong(entry.getSourceTopicId().getMostSignificantBits());
    out.writeLong(entry.getSourceTopicId().getLeastSignificantBits());
    out.writeInt(entry.getSourcePartition());
    out.writeLong(entry.getSourceOffset());
    write(out, event);
    return out.digest();
  }

  private static void write(Fields out, OrderEvent event) {
    out.writeLong(event.getEventId().getMostSignificantBits());
    out.writeLong(event.getEventId().getLeastSignificantBits());
    text(out, event.getPartnerId());
    text(out, event.getOrderId());
    Instant occurredAt = event.getOccurredAt();
    out.writeLong(occurredAt.getEpochSecond());
    out.writeInt(occurredAt.getNano());
    switch (event.getData()) {
      case OrderCreated created -> write(out, created);
      case OrderStatusChanged changed -> {
        out.writeByte(2);
        text(out, changed.getFrom());
        text(out, changed.getTo());
        text(out, changed.getReason());
      }
      case OrderItemFulfilled fulfilled -> {
        out.writeByte(3);
        out.writeInt(fulfilled.getLine());
        text(out, fulfilled.getSku());
        out.writeInt(fulfilled.getQuantity());
        text(out, fulfilled.getCarrier());
      }
      case OrderCancelled cancelled -> {
        out.writeByte(4);
        text(out, cancelled.getBy());
        text(out, cancelled.getReason());
      }
      default -> throw new IllegalArgumentException("an event of an unknown type");
    }
  }

  private static void write(Fields out, OrderCreated created) {
    out.writeByte(1);
    text(out, created.getCustomerId());
    text(out, created.getCurrency());
    text(out, created.getTotal().toPlainString());
    out.writeInt(created.getItems().size());
    for (OrderItem item : created.getItems()) {
      out.writeInt(item.getLine());
      text(out, item.getSku());
      out.writeInt(item.getQuantity());
      text(out, item.getAmount().toPlainString());
    }
    Map<String, String> attributes = created.getAttributes();
    out.writeInt(attributes == null ? -1 : attributes.size());
    if (attributes != null) {
      for (Map.Entry<String, String> one : new TreeMap<>(attributes).entrySet()) {
        text(out, one.getKey());
        text(out, one.getValue());
      }
    }
  }

  private static void text(Fields out, @Nullable String text) {
    if (text == null) {
      out.writeInt(-1);
    } else {
      byte[] utf8 = text.getBytes(UTF_8);
      out.writeInt(utf8.length);
      out.write(utf8);
    }
  }

  /** Bytes one after the other; numbers are big-endian. */
  private static final class Fields {
    private static final int USUAL_BYTES = 512;

    private ByteBuffer bytes = ByteBuffer.allocate(USUAL_BYTES);

    private void writeByte(int value) {
      withRoom(1).put((byte) value);
    }

    private void writeInt(int value) {
      withRoom(Integer.BYTES).putInt(value);
    }

    private void writeLong(long value) {
      withRoom(Long.BYTES).putLong(value);
    }

    private void write(byte[] some) {
      withRoom(some.length).put(some);
    }

    private ByteBuffer withRoom(int more) {
      if (bytes.remaining() < more) {
        int length = Math.max(2 * bytes.capacity(), bytes.position() + more);
        bytes = ByteBuffer.allocate(length).put(bytes.flip());
      }
      return bytes;
    }

    private byte[] digest() {
      try {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        sha256.update(bytes.flip());
        return Arrays.copyOf(sha256.digest(), BYTES);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has SHA-256", e);
      }
    }
  }
}
