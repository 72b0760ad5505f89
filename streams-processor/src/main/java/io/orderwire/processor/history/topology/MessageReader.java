package io.orderwire.processor.history.topology;

import static io.orderwire.processor.history.RejectionReason.INVALID;
import static io.orderwire.processor.history.RejectionReason.TOO_LARGE;
import static io.orderwire.processor.history.RejectionReason.UNDECODABLE;
import static io.orderwire.processor.history.RejectionReason.UNKNOWN_SCHEMA;

import io.orderwire.avro.HistoryCommand;
import io.orderwire.avro.OrderEvent;
import io.orderwire.processor.history.Rejected;
import io.orderwire.processor.history.RejectionReason;
import io.orderwire.schemas.EventRules;
import io.orderwire.schemas.registry.RegistryClient;
import io.orderwire.schemas.serde.AvroDeserializer;
import io.orderwire.schemas.serde.IncompatibleSchemaException;
import io.orderwire.schemas.serde.InvalidFieldException;
import io.orderwire.schemas.serde.NotAvroException;
import io.orderwire.schemas.serde.UnknownRecordException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Reads values of the input, as far as the registry tells their schemas. */
final class MessageReader {
  private static final int HEADER = 5;

  private final SchemaAnswers schemas;
  private final AvroDeserializer<SpecificRecord> deserializer;
  private final boolean scans;
  private final EventScan scan = new EventScan();
  private @Nullable Schema scannable;

  /**
   * A reader.
   *
   * @param scans whether events may be read without decoding them
   */
  MessageReader(SchemaAnswers schemas, RegistryClient registry, boolean scans) {
    this.schemas = schemas;
    this.scans = scans;
    this.deserializer =
        AvroDeserializer.anyOf(List.of(OrderEvent.class, HistoryCommand.class), registry);
  }

  Message read(byte @Nullable [] value, long offset) {
    if (value == null) {
      return unreadable(UNDECODABLE, "the value is null");
    }
    if (value.length > EventRules.MAX_EVENT_BYTES) {
      return unreadable(
          TOO_LARGE,
          value.length + " bytes, and at most " + EventRules.MAX_EVENT_BYTES + " are allowed");
    }
    int id;
    try {
      id = AvroDeserializer.schemaId(value);
    } catch (NotAvroException e) {
      return unreadable(UNDECODABLE, String.valueOf(e.getMessage()));
    }
    return switch (schemas.answer(id, offset)) {
      case SchemaAnswers.Answer.Undecided() -> new Message.Undecided();
      case SchemaAnswers.Answer.Unknown() ->
          unreadable(UNKNOWN_SCHEMA, "the registry does not know schema id " + id);
      case SchemaAnswers.Answer.Unusable(String why) -> unreadable(UNDECODABLE, why);
      case SchemaAnswers.Answer.Known(Schema writer) -> {
        Message scanned = scans && isScannable(writer) ? scan.read(value) : null;
        yield scanned == null ? decoded(value, writer) : scanned;
      }
    };
  }

  /** An answer about an id is the same schema each time, and most events are of one. */
  private boolean isScannable(Schema writer) {
    if (writer.equals(scannable)) {
      return true;
    }
    if (!EventScan.reads(writer)) {
      return false;
    }
    scannable = writer;
    return true;
  }

  private Message decoded(byte[] value, Schema writer) {
    String fault = WireCheck.faultIn(value, HEADER, writer);
    if (fault != null) {
      return unreadable(UNDECODABLE, "not a datum of " + writer.getFullName() + ": " + fault);
    }
    SpecificRecord datum;
    try {
      datum = deserializer.deserialize(null, value);
    } catch (InvalidFieldException e) {
      return new Message.Unreadable(new Rejected(INVALID, e.field(), e.getMessage()));
    } catch (NotAvroException | IncompatibleSchemaException | UnknownRecordException e) {
      return unreadable(UNDECODABLE, String.valueOf(e.getMessage()));
    }
    if (datum instanceof OrderEvent event) {
      return new Message.Event(event);
    }
    if (datum instanceof HistoryCommand command) {
      return new Message.Instruction(command);
    }
    return unreadable(UNDECODABLE, "neither an event nor a command");
  }

  private static Message unreadable(RejectionReason reason, String detail) {
    return new Message.Unreadable(new Rejected(reason, null, detail));
  }
}
