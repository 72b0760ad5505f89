package io.orderwire.delivery.kafka.history;

import io.orderwire.avro.ErasedItem;
import io.orderwire.avro.HistoryEntry;
import io.orderwire.avro.HistoryHeader;
import io.orderwire.avro.HistoryKey;
import io.orderwire.avro.OrderEvent;
import io.orderwire.delivery.history.Position;
import io.orderwire.schemas.EventRules;
import io.orderwire.schemas.PartnerPartitioner;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.serde.RegistryUnavailableException;
import io.orderwire.schemas.serde.UnknownSchemaException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Understands records of the history topic. Blocks while the schema registry does not answer, since
 * to pass over a record would leave a gap; a schema id that the registry does not know is waited
 * for a bounded time. Safe for use by many threads.
 */
public final class HistoryDecoder {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryDecoder.class);
  private static final String TOPIC = TopicCatalogue.HISTORY.topicName();
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Deserializer<HistoryKey> keys;
  private final Deserializer<HistoryEntry> values;
  private final Duration unknownSchemaPatience;
  private final BooleanSupplier stopping;
  private final Runnable beforeWaiting;
  private final Map<Integer, Long> unknownSince = new ConcurrentHashMap<>();

  /**
   * A decoder.
   *
   * @param unknownSchemaPatience how long to wait for a schema id that the registry does not know
   * @param stopping ends waiting
   * @param beforeWaiting runs before each wait, in the thread that waits
   */
  public HistoryDecoder(
      Deserializer<HistoryKey> keys,
      Deserializer<HistoryEntry> values,
      Duration unknownSchemaPatience,
      BooleanSupplier stopping,
      Runnable beforeWaiting) {
    this.keys = keys;
    this.values = values;
    this.unknownSchemaPatience = unknownSchemaPatience;
    this.stopping = stopping;
    this.beforeWaiting = beforeWaiting;
  }

  /**
   * Understands a record of a partition.
   *
   * @throws StoppedException if the process stops while the registry does not answer
   */
  HistoryRecord decode(int partition, byte @Nullable [] key, byte @Nullable [] value) {
    HistoryKey slot;
    Position position;
    try {
      slot = keyOf(partition, key);
      position = new Position(slot.getEpoch(), slot.getSequence());
    } catch (StoppedException e) {
      throw e;
    } catch (RuntimeException e) {
      return new HistoryRecord.Foreign(e);
    }
    String partnerId = slot.getPartnerId();
    if (value == null) {
      return position.sequence() == 0
          ? new HistoryRecord.UnreadableValue(
              partnerId, position, new IllegalArgumentException("a header is never removed"))
          : new HistoryRecord.Trimmed(partnerId, position);
    }
    try {
      return understood(partnerId, position, patiently(() -> values.deserialize(TOPIC, value)));
    } catch (StoppedException e) {
      throw e;
    } catch (RuntimeException e) {
      return new HistoryRecord.UnreadableValue(partnerId, position, e);
    }
  }

  private HistoryKey keyOf(int partition, byte @Nullable [] key) {
    if (key == null) {
      throw new IllegalArgumentException("a record without key");
    }
    HistoryKey slot = patiently(() -> keys.deserialize(TOPIC, key));
    String partnerId = slot.getPartnerId();
    if (!EventRules.isPartnerId(partnerId)) {
      throw new IllegalArgumentException("a key with a malformed partner id");
    }
    int right = PartnerPartitioner.partitionOf(partnerId, TopicCatalogue.HISTORY.partitions());
    if (right != partition) {
      throw new IllegalArgumentException(
          "a record of " + partnerId + " is in partition " + partition + ", not " + right);
    }
    return slot;
  }

  private static HistoryRecord understood(String partnerId, Position position, HistoryEntry entry) {
    boolean isHeader = position.sequence() == 0;
    if (entry.getContent() instanceof HistoryHeader header && isHeader) {
      return new HistoryRecord.Header(
          partnerId,
          position.epoch(),
          Math.max(1, header.getFirstSequence()),
          Math.max(1, header.getOldestSequence()));
    }
    if (entry.getContent() instanceof ErasedItem && !isHeader) {
      return new HistoryRecord.Erased(
          partnerId, ItemRenderer.erased(partnerId, position, entry.getRecordedAt()));
    }
    if (entry.getContent() instanceof OrderEvent event
        && !isHeader
        && EventRules.isOrderId(event.getOrderId())) {
      return new HistoryRecord.Item(
          partnerId,
          event.getOrderId(),
          ItemRenderer.event(partnerId, position, event, entry.getRecordedAt()),
          ContentDigest.of(entry, event));
    }
    throw new IllegalArgumentException(
        "an entry that cannot be at sequence " + position.sequence());
  }

  private <T> T patiently(Supplier<T> reading) {
    while (true) {
      try {
        return reading.get();
      } catch (RegistryUnavailableException e) {
        LOG.warn("The schema registry does not answer; its partition waits: {}", e.getMessage());
      } catch (UnknownSchemaException e) {
        long since = unknownSince.computeIfAbsent(e.schemaId(), _ -> System.nanoTime());
        if (System.nanoTime() - since > unknownSchemaPatience.toNanos()) {
          throw e;
        }
        LOG.warn("The schema registry does not know id {}; its partition waits", e.schemaId());
      }
      if (stopping.getAsBoolean() || Thread.currentThread().isInterrupted()) {
        throw new StoppedException();
      }
      beforeWaiting.run();
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /**
   * The process stops while a record waits for the registry; it is read again after the restart.
   */
  static final class StoppedException extends RuntimeException {
    private StoppedException() {
      super("stopped while the schema registry did not answer");
    }
  }
}
