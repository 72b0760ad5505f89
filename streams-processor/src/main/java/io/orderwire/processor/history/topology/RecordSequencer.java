package io.orderwire.processor.history.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderwire.avro.HistoryCommand;
import io.orderwire.avro.OrderEvent;
import io.orderwire.processor.history.Appended;
import io.orderwire.processor.history.Applied;
import io.orderwire.processor.history.Arrival;
import io.orderwire.processor.history.Change;
import io.orderwire.processor.history.Command;
import io.orderwire.processor.history.Duplicate;
import io.orderwire.processor.history.Head;
import io.orderwire.processor.history.Header;
import io.orderwire.processor.history.Rejected;
import io.orderwire.processor.history.RejectionReason;
import io.orderwire.processor.history.Remembered;
import io.orderwire.processor.history.Sequencer;
import io.orderwire.processor.history.Slot;
import io.orderwire.schemas.EventRules;
import io.orderwire.schemas.PartnerPartitioner;
import io.orderwire.schemas.Violation;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Decides about single records of one input partition, and writes what follows. What is checked
 * first decides what a record is rejected for: value null or not readable, its size before its
 * content, then key, partition, the event's rules, and last whether its id was had before.
 */
final class RecordSequencer {
  private final SequencerParts parts;
  private final ProcessorContext<Routed, byte[]> context;
  private final SchemaAnswers schemas;
  private final MessageReader reader;
  private final KeyValueStore<byte[], byte[]> formerHeads;
  private final IdWindow window;
  private final Superseded superseded;
  private final int partition;

  RecordSequencer(
      SequencerParts parts,
      ProcessorContext<Routed, byte[]> context,
      SchemaAnswers schemas,
      Superseded superseded) {
    this.parts = parts;
    this.context = context;
    this.schemas = schemas;
    this.superseded = superseded;
    reader = new MessageReader(schemas, parts.registry(), parts.history().copies());
    formerHeads = context.getStateStore(SequencerTopology.FORMER_HEADS);
    IdStore ids = context.getStateStore(SequencerTopology.IDS);
    window = ids.window();
    partition = context.taskId().partition();
  }

  /**
   * Decides about a record, unless it cannot be read yet.
   *
   * @return false if nothing was decided: the registry gave no answer yet
   */
  boolean sequence(Record<byte[], byte[]> record, Origin origin) {
    if (!origin.topicId().equals(parts.guard().topicId())) {
      reject(
          record,
          origin,
          new Rejected(
              RejectionReason.UNKNOWN_SCHEMA,
              null,
              "it waited for its schema when the input topic was made anew"));
      return true;
    }
    switch (reader.read(record.value(), origin.offset())) {
      case Message.Undecided() -> {
        return false;
      }
      case Message.Unreadable(Rejected why) -> reject(record, origin, why);
      case Message.Event(OrderEvent event) -> event(record, origin, event);
      case Message.Scanned event -> event(record, origin, event);
      case Message.Instruction(HistoryCommand command) -> command(record, origin, command);
    }
    return true;
  }

  private void event(Record<byte[], byte[]> record, Origin origin, OrderEvent event) {
    Rejected misplaced = misplaced(record.key(), event.getPartnerId());
    if (misplaced != null) {
      reject(record, origin, misplaced);
      return;
    }
    List<Violation> violations = EventRules.check(event);
    if (!violations.isEmpty()) {
      Violation first = violations.getFirst();
      reject(record, origin, invalid(first.field(), first.reason()));
      return;
    }
    append(
        record,
        origin,
        event.getPartnerId(),
        new Arrival(event.getEventId(), Contents.of(event), appendTime(record)),
        (slot, at) -> parts.history().event(slot, event, at, origin));
  }

  private void event(Record<byte[], byte[]> record, Origin origin, Message.Scanned event) {
    Rejected misplaced = misplaced(record.key(), event.partnerId());
    if (misplaced != null) {
      reject(record, origin, misplaced);
      return;
    }
    append(
        record,
        origin,
        event.partnerId(),
        new Arrival(event.id(), event.content(), appendTime(record)),
        (slot, at) -> parts.history().event(slot, event, at, origin));
  }

  /** What is written for an event that is appended. */
  @FunctionalInterface
  private interface Entry {
    Record<Routed, byte[]> at(Slot slot, Instant recordedAt);
  }

  private void append(
      Record<byte[], byte[]> record, Origin origin, String partner, Arrival arrival, Entry entry) {
    UUID id = arrival.id();
    Head head = headOf(partner);
    Remembered known = window.find(partner, id, head);
    switch (Sequencer.append(head, known, arrival)) {
      case Rejected why -> reject(record, origin, why);
      case Duplicate duplicate -> parts.tally().duplicate();
      case Appended appended -> {
        Instant at = appended.recordedAt();
        Header opening = appended.opening();
        if (opening != null) {
          write(parts.history().header(partner, opening, at, origin));
        }
        write(entry.at(appended.slot(), at));
        window.remember(partner, id, known, appended.remembered(), appended.head());
        parts.tally().appended();
      }
    }
  }

  private void command(Record<byte[], byte[]> record, Origin origin, HistoryCommand message) {
    String partner = message.getPartnerId();
    Rejected misplaced = misplaced(record.key(), partner);
    if (misplaced == null && !EventRules.isPartnerId(partner)) {
      misplaced = invalid("partner_id", "is not a partner id");
    }
    if (misplaced != null) {
      reject(record, origin, misplaced);
      return;
    }
    UUID id = message.getCommandId();
    Command command = Contents.commandOf(message);
    Arrival arrival = new Arrival(id, Contents.of(command), appendTime(record));
    Head head = headOf(partner);
    Remembered known = window.find(partner, id, head);
    switch (Sequencer.apply(head, known, arrival, command)) {
      case Rejected why -> reject(record, origin, why);
      case Duplicate duplicate -> parts.tally().duplicate();
      case Applied applied -> {
        Record<Routed, byte[]> inPlace = null;
        for (Change change : applied.changes()) {
          Record<Routed, byte[]> written =
              recordOf(change, partner, id, applied.recordedAt(), origin);
          write(written);
          if (!(change instanceof Change.WriteHeader)) {
            inPlace = written;
          }
        }
        if (inPlace != null) {
          // The last slot that was written over stands for all.
          superseded.add(
              partner.getBytes(UTF_8), inPlace, parts.clock().instant(), parts.segmentsLast());
        }
        window.remember(partner, id, known, applied.remembered(), applied.head());
        parts.tally().applied();
      }
    }
  }

  private Record<Routed, byte[]> recordOf(
      Change change, String partner, UUID commandId, Instant at, Origin origin) {
    HistoryRecords history = parts.history();
    return switch (change) {
      case Change.EraseSlot(Slot slot) -> history.erased(partner, slot, commandId, at, origin);
      case Change.RemoveSlot(Slot slot) -> history.removed(partner, slot, at, origin);
      case Change.WriteHeader(Header header) -> history.header(partner, header, at, origin);
    };
  }

  private @Nullable Rejected misplaced(byte @Nullable [] key, String partnerId) {
    byte[] expected = partnerId.getBytes(UTF_8);
    if (!Arrays.equals(key, expected)) {
      String detail = key == null ? "the record has no key" : "the key is not the partner_id";
      return new Rejected(RejectionReason.KEY_MISMATCH, "partner_id", detail);
    }
    int right = PartnerPartitioner.partitionOf(expected, parts.partitions());
    return right == partition
        ? null
        : new Rejected(RejectionReason.WRONG_PARTITION, null, "it belongs in partition " + right);
  }

  private Head headOf(String partner) {
    Head known = window.head(partner);
    if (known != null) {
      return known;
    }
    byte[] former = formerHeads.get(partner.getBytes(UTF_8));
    return former == null ? Head.EMPTY : HeadCodec.fromBytes(former);
  }

  /** The only way into the history: nothing gets there while a verdict before it may be lost. */
  void write(Record<Routed, byte[]> record) {
    schemas.settle();
    superseded.written(record.timestamp());
    context.forward(record, SequencerTopology.TO_HISTORY);
  }

  private void reject(Record<byte[], byte[]> record, Origin origin, Rejected why) {
    context.forward(RejectedRecords.of(record, origin, why), SequencerTopology.TO_REJECTED);
    parts.tally().rejected(why.reason());
  }

  private static Rejected invalid(String field, String detail) {
    return new Rejected(RejectionReason.INVALID, field, detail);
  }

  private static Instant appendTime(Record<byte[], byte[]> record) {
    return Instant.ofEpochMilli(record.timestamp());
  }
}
