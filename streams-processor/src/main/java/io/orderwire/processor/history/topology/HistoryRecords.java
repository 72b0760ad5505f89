package io.orderwire.processor.history.topology;

import io.orderwire.avro.ErasedItem;
import io.orderwire.avro.HistoryEntry;
import io.orderwire.avro.HistoryHeader;
import io.orderwire.avro.HistoryKey;
import io.orderwire.avro.OrderCancelled;
import io.orderwire.avro.OrderEvent;
import io.orderwire.processor.history.Header;
import io.orderwire.processor.history.Slot;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.registry.RegistryClient;
import io.orderwire.schemas.serde.AvroSerializer;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Makes records of the history topic. Safe for threads. */
final class HistoryRecords {
  private static final String TOPIC = TopicCatalogue.HISTORY.topicName();

  private final AvroSerializer<HistoryKey> keys;
  private final AvroSerializer<HistoryEntry> entries;
  private volatile @Nullable HistoryCopies copies;

  HistoryRecords(RegistryClient registry) {
    keys = new AvroSerializer<>(registry, TopicCatalogue.HISTORY.keyOptions());
    entries = new AvroSerializer<>(registry, TopicCatalogue.HISTORY.valueOptions());
  }

  /** Gets the schemas' ids, so that no record has to wait for the registry. Blocks. */
  void prepare() {
    Instant at = Instant.ofEpochMilli(1L << 40);
    Origin origin = new Origin(new UUID(1L << 62, 3), TopicCatalogue.PARTITIONS - 1, 1L << 33);
    OrderEvent event =
        OrderEvent.newBuilder()
            .setEventId(new UUID(5, 7))
            .setPartnerId("prepare")
            .setOrderId("prepare")
            .setOccurredAt(at)
            .setData(new OrderCancelled("system", "prepare"))
            .build();
    Slot slot = new Slot(300, 1L << 34);
    copies = HistoryCopies.like(event(slot, event, at, origin), slot, event, at, origin);
  }

  /** Whether events that were not decoded can be written. */
  boolean copies() {
    return copies != null;
  }

  /** An event that was not decoded; only where this {@link #copies}. */
  Record<Routed, byte[]> event(
      Slot slot, Message.Scanned event, Instant recordedAt, Origin origin) {
    HistoryCopies ready = copies;
    if (ready == null) {
      throw new IllegalStateException("not prepared");
    }
    return record(
        ready.key(event.partnerId(), slot),
        ready.value(event.wire(), recordedAt, origin),
        recordedAt,
        origin);
  }

  Record<Routed, byte[]> event(Slot slot, OrderEvent event, Instant recordedAt, Origin origin) {
    return entry(event.getPartnerId(), slot, event, recordedAt, origin);
  }

  Record<Routed, byte[]> erased(
      String partnerId, Slot slot, UUID commandId, Instant recordedAt, Origin origin) {
    ErasedItem erased = ErasedItem.newBuilder().setCommandId(commandId).build();
    return entry(partnerId, slot, erased, recordedAt, origin);
  }

  Record<Routed, byte[]> header(
      String partnerId, Header header, Instant recordedAt, Origin origin) {
    HistoryHeader content =
        HistoryHeader.newBuilder()
            .setFirstSequence(header.firstSequence())
            .setOldestSequence(header.oldestSequence())
            .setNewestSequence(header.newestSequence())
            .build();
    return entry(partnerId, header.slot(), content, recordedAt, origin);
  }

  Record<Routed, byte[]> removed(String partnerId, Slot slot, Instant recordedAt, Origin origin) {
    return record(partnerId, slot, null, recordedAt, origin);
  }

  private Record<Routed, byte[]> entry(
      String partnerId, Slot slot, Object content, Instant recordedAt, Origin origin) {
    HistoryEntry entry =
        HistoryEntry.newBuilder()
            .setContent(content)
            .setRecordedAt(recordedAt)
            .setSourceTopicId(origin.topicId())
            .setSourcePartition(origin.partition())
            .setSourceOffset(origin.offset())
            .build();
    return record(partnerId, slot, entries.serialize(TOPIC, entry), recordedAt, origin);
  }

  private Record<Routed, byte[]> record(
      String partnerId, Slot slot, byte @Nullable [] value, Instant recordedAt, Origin origin) {
    HistoryKey key =
        HistoryKey.newBuilder()
            .setPartnerId(partnerId)
            .setEpoch(slot.epoch())
            .setSequence(slot.sequence())
            .build();
    return record(Objects.requireNonNull(keys.serialize(TOPIC, key)), value, recordedAt, origin);
  }

  private static Record<Routed, byte[]> record(
      byte[] key, byte @Nullable [] value, Instant recordedAt, Origin origin) {
    return new Record<>(
        new Routed(origin.partition(), key), value, recordedAt.toEpochMilli(), new RecordHeaders());
  }
}
