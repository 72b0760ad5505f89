package io.orderwire.processor.history.topology;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.orderwire.avro.OrderEvent;
import io.orderwire.processor.history.Slot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Writes history records around an event's bytes as they came. They are the same as what the
 * serializer writes, and {@link #like} sees to it that they are. Safe for threads.
 */
final class HistoryCopies {
  private static final int HEADER = 5;
  private static final int LONGEST_NUMBER = 10;
  private static final int UUID_SIZE = 36;

  private final int keySchema;
  private final int entrySchema;
  private volatile TopicId topicId = TopicId.of(new UUID(0, 0));

  private HistoryCopies(int keySchema, int entrySchema) {
    this.keySchema = keySchema;
    this.entrySchema = entrySchema;
  }

  /**
   * Writes with the schemas of a record that the serializer wrote.
   *
   * @return null if the record would not have been the same: a registry may give it other schemas
   */
  static @Nullable HistoryCopies like(
      Record<Routed, byte[]> written, Slot slot, OrderEvent event, Instant at, Origin origin) {
    byte[] key = written.key().bytes();
    if (key == null) {
      return null;
    }
    HistoryCopies copies = new HistoryCopies(schemaOf(key), schemaOf(written.value()));
    boolean same =
        Arrays.equals(key, copies.key(event.getPartnerId(), slot))
            && Arrays.equals(written.value(), copies.value(wire(event), at, origin));
    return same ? copies : null;
  }

  private static byte[] wire(OrderEvent event) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[HEADER]);
    try {
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
      new SpecificDatumWriter<>(OrderEvent.class).write(event, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("in memory", e);
    }
    return out.toByteArray();
  }

  private static int schemaOf(byte[] wire) {
    return ByteBuffer.wrap(wire).getInt(1);
  }

  /** A key; the partner is in ASCII. */
  byte[] key(String partnerId, Slot slot) {
    byte[] partner = partnerId.getBytes(ISO_8859_1);
    byte[] out =
        new byte
            [HEADER
                + size(partner.length)
                + partner.length
                + size(slot.epoch())
                + size(slot.sequence())];
    int at = header(out, keySchema);
    at = number(out, at, partner.length);
    System.arraycopy(partner, 0, out, at, partner.length);
    at = number(out, at + partner.length, slot.epoch());
    number(out, at, slot.sequence());
    return out;
  }

  /** An entry with the event of these bytes, which have the wire format's header. */
  byte[] value(byte[] wire, Instant recordedAt, Origin origin) {
    int event = wire.length - HEADER;
    byte[] topic = topicIdOf(origin);
    long millis = recordedAt.toEpochMilli();
    byte[] out =
        new byte
            [HEADER
                + 1
                + event
                + size(millis)
                + size(UUID_SIZE)
                + UUID_SIZE
                + size(origin.partition())
                + size(origin.offset())];
    int at = header(out, entrySchema);
    at = number(out, at, 0); // the first branch of the content: an event
    System.arraycopy(wire, HEADER, out, at, event);
    at = number(out, at + event, millis);
    at = number(out, at, UUID_SIZE);
    System.arraycopy(topic, 0, out, at, UUID_SIZE);
    at = number(out, at + UUID_SIZE, origin.partition());
    number(out, at, origin.offset());
    return out;
  }

  private byte[] topicIdOf(Origin origin) {
    TopicId last = topicId;
    if (!last.id.equals(origin.topicId())) {
      last = TopicId.of(origin.topicId());
      topicId = last;
    }
    return last.text;
  }

  private static int header(byte[] out, int schema) {
    ByteBuffer.wrap(out).putInt(1, schema);
    return HEADER;
  }

  private static int size(long value) {
    long raw = (value << 1) ^ (value >> 63);
    int size = 1;
    while (size < LONGEST_NUMBER && raw >>> (7 * size) != 0) {
      size++;
    }
    return size;
  }

  private static int number(byte[] out, int from, long value) {
    long raw = (value << 1) ^ (value >> 63);
    int at = from;
    while ((raw & ~0x7fL) != 0) {
      out[at++] = (byte) ((raw & 0x7f) | 0x80);
      raw >>>= 7;
    }
    out[at++] = (byte) raw;
    return at;
  }

  /** Kafka's id of the input topic as an entry has it. */
  private static final class TopicId {
    final UUID id;
    final byte[] text;

    private TopicId(UUID id, byte[] text) {
      this.id = id;
      this.text = text;
    }

    static TopicId of(UUID id) {
      return new TopicId(id, id.toString().getBytes(ISO_8859_1));
    }
  }
}
