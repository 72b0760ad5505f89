package io.orderwire.schemas.serde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Encodes records; keeps writers per schema and one spare buffer. */
final class WireEncoder {
  private static final int LARGEST_KEPT_BUFFER = 1 << 20;

  private final SchemaIds ids;
  private final ConcurrentMap<Schema, DatumWriter<Object>> writers = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable Buffer> spare = new AtomicReference<>();

  WireEncoder(SchemaIds ids) {
    this.ids = ids;
  }

  byte[] encode(String topic, GenericContainer datum) {
    Schema schema = datum.getSchema();
    SchemaIds.Target target = ids.targetOf(topic, schema);
    if (target.schema().equals(schema)) {
      return encoded(target.id(), schema, datum);
    }
    return encoded(target.id(), target.schema(), converted(datum, schema, target.schema()));
  }

  private byte[] encoded(int id, Schema schema, Object datum) {
    Buffer free = spare.getAndSet(null);
    Buffer buffer = free == null ? new Buffer() : free;
    buffer.bytes.reset();
    try {
      WireFormat.writeHeader(buffer.bytes, id);
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(buffer.bytes, buffer.encoder);
      buffer.encoder = encoder;
      writerOf(schema, datum).write(datum, encoder);
      encoder.flush();
      byte[] wire = buffer.bytes.toByteArray();
      if (wire.length <= LARGEST_KEPT_BUFFER) {
        spare.set(buffer);
      }
      return wire;
    } catch (IOException
        | AvroRuntimeException
        | NullPointerException
        | ClassCastException
        | ArithmeticException
        | IllegalArgumentException e) {
      throw new NotAvroException(
          "Not a datum of schema " + schema.getFullName() + ": " + e.getMessage(), e);
    }
  }

  private DatumWriter<Object> writerOf(Schema schema, Object datum) {
    boolean specific = datum instanceof SpecificRecord;
    DatumWriter<Object> writer = writers.get(schema);
    if (writer == null || (writer instanceof SpecificDatumWriter) != specific) {
      writer =
          specific
              ? new SpecificDatumWriter<>(schema, SpecificData.getForClass(datum.getClass()))
              : new GenericDatumWriter<>(schema);
      writers.put(schema, writer);
    }
    return writer;
  }

  /** The datum as the subject's latest version has it: written as it is, read as that. */
  private Object converted(GenericContainer datum, Schema from, Schema to) {
    String difference = LogicalTypeDifferences.first(from, to);
    if (difference != null) {
      throw new IncompatibleSchemaException(
          "The subject's latest version gives values of "
              + from.getFullName()
              + " another meaning: "
              + difference,
          null);
    }
    byte[] wire = encoded(0, from, datum);
    try {
      return new GenericDatumReader<>(from, to)
          .read(
              null,
              DecoderFactory.get()
                  .binaryDecoder(wire, WireFormat.HEADER, wire.length - WireFormat.HEADER, null));
    } catch (IOException | AvroRuntimeException e) {
      throw new IncompatibleSchemaException(
          "The subject's latest version cannot carry this datum of "
              + from.getFullName()
              + ": "
              + e.getMessage(),
          e);
    }
  }

  private static final class Buffer {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    @Nullable BinaryEncoder encoder;
  }
}
