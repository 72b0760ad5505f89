package io.orderwire.schemas.serde;

import io.orderwire.schemas.registry.RegistryClient;
import io.orderwire.schemas.registry.RegistryException;
import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.jspecify.annotations.Nullable;

/** Decodes records; keeps a reader per schema id and one spare decoder. */
final class WireDecoder {
  private final RegistryClient registry;
  private final ReaderTypes types;
  private final ConcurrentMap<Integer, Reader> readers = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable BinaryDecoder> spare = new AtomicReference<>();

  WireDecoder(RegistryClient registry, ReaderTypes types) {
    this.registry = registry;
    this.types = types;
  }

  Object decode(byte[] wire) {
    int id = WireFormat.idOf(wire);
    Reader reader = readers.get(id);
    if (reader == null) {
      reader = readerOf(id);
      readers.put(id, reader);
    }
    if (reader.difference != null) {
      throw new IncompatibleSchemaException(
          "A "
              + reader.writer.getFullName()
              + " of schema id "
              + id
              + " would be misread: "
              + reader.difference,
          null);
    }
    try {
      BinaryDecoder decoder =
          DecoderFactory.get()
              .binaryDecoder(
                  wire, WireFormat.HEADER, wire.length - WireFormat.HEADER, spare.getAndSet(null));
      Object datum = reader.datums.read(null, decoder);
      if (!decoder.isEnd()) {
        throw new NotAvroException(
            "Something follows the datum of " + reader.writer.getFullName(), null);
      }
      spare.set(decoder);
      return datum;
    } catch (AvroSerdeException e) {
      throw e;
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw explained(wire, reader, e);
    }
  }

  private Reader readerOf(int id) {
    Schema writer;
    try {
      writer = registry.byId(id);
    } catch (RegistryException e) {
      throw RegistryFailures.onRead(id, e);
    }
    Class<?> type = types.classFor(writer);
    if (type == null) {
      return new Reader(writer, writer, new GenericDatumReader<>(writer), null, null);
    }
    SpecificData model = SpecificData.getForClass(type);
    Schema reader = model.getSchema(type);
    return new Reader(
        writer,
        reader,
        new SpecificDatumReader<>(writer, reader, model),
        model,
        LogicalTypeDifferences.first(writer, reader));
  }

  /**
   * Why a datum could not be read. The datum is read again as what the writer says, without the
   * reader's schema and logical types: if that fails, the bytes are wrong; if not, it is a value of
   * a logical type, or the schemas do not go together.
   */
  private static AvroSerdeException explained(byte[] wire, Reader reader, Throwable e) {
    String name = reader.writer.getFullName();
    Object plain;
    try {
      BinaryDecoder decoder =
          DecoderFactory.get()
              .binaryDecoder(wire, WireFormat.HEADER, wire.length - WireFormat.HEADER, null);
      plain = new GenericDatumReader<>(reader.writer).read(null, decoder);
    } catch (IOException | RuntimeException | StackOverflowError broken) {
      return new NotAvroException("The bytes are not a datum of " + name + ": " + e, e);
    }
    if (e instanceof AvroTypeException) {
      return new IncompatibleSchemaException(
          "A datum of "
              + name
              + " cannot be read as "
              + reader.reader.getFullName()
              + ": "
              + e.getMessage(),
          e);
    }
    if (reader.model != null) {
      LogicalTypes.Fault fault = LogicalTypes.faultIn(plain, reader.writer, reader.model);
      if (fault != null) {
        return new InvalidFieldException(
            fault.field(),
            "Field " + fault.field() + " of " + name + " is no " + fault.logicalType(),
            e);
      }
    }
    return e instanceof AvroRuntimeException
        ? new IncompatibleSchemaException(
            "A datum of " + name + " cannot be read as " + reader.reader.getFullName() + ": " + e,
            e)
        : new NotAvroException("The bytes are not a datum of " + name + ": " + e, e);
  }

  /** How an id is read, or what the difference is for which it is not read at all. */
  private record Reader(
      Schema writer,
      Schema reader,
      DatumReader<Object> datums,
      @Nullable SpecificData model,
      @Nullable String difference) {}
}
