package io.orderwire.processor.history.topology;

import io.orderwire.schemas.TopicCatalogue;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The topology: one source, one processor with five stores, two sinks. Bytes go in and come out;
 * the processor decodes them itself, so that no record can reach a deserialization handler.
 */
final class SequencerTopology {
  /** The store of the one {@link InputState}. */
  static final String INPUTS = "inputs";

  /** Heads by partner as a processor of before has left them; only read. */
  static final String FORMER_HEADS = "heads";

  /** The {@link IdStore} of heads and accepted ids. */
  static final String IDS = "accepted-ids";

  /** The store of records that wait, by offset. */
  static final String HELD = "held";

  /** The store of what is {@link Superseded}, by partner. */
  static final String SUPERSEDED = "superseded";

  static final String TO_HISTORY = "to-history";
  static final String TO_REJECTED = "to-rejected";
  private static final String SOURCE = "events";
  private static final String SEQUENCER = "sequencer";

  static final WriteBehind.Form<Integer, InputState> INPUT_FORM =
      new WriteBehind.Form<>(
          partition -> InputState.KEY, InputState::toBytes, InputState::fromBytes);

  /** Of each partition; some 3 MiB. */
  static final int HEADS_IN_MEMORY = 10_000;

  private SequencerTopology() {}

  static Topology of(ProcessorSupplier<byte[], byte[], Routed, byte[]> sequencer) {
    Topology topology = new Topology();
    topology.addSource(
        AutoOffsetReset.earliest(),
        SOURCE,
        (record, partitionTime) -> Math.max(0, record.timestamp()),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        TopicCatalogue.EVENTS.topicName());
    topology.addProcessor(SEQUENCER, sequencer, SOURCE);
    topology.addStateStore(WriteBehind.builder(inMemory(INPUTS), 1, INPUT_FORM), SEQUENCER);
    topology.addStateStore(persistent(FORMER_HEADS), SEQUENCER);
    topology.addStateStore(IdStore.builder(IDS, HEADS_IN_MEMORY), SEQUENCER);
    topology.addStateStore(inMemory(SUPERSEDED), SEQUENCER);
    topology.addStateStore(
        persistent(HELD)
            .withCachingDisabled()
            .withLoggingEnabled(
                Map.of(
                    TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                    String.valueOf(TopicCatalogue.MAX_REJECTED_BATCH_BYTES),
                    // Events lie here as they came, and may be erased.
                    TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG,
                    String.valueOf(HeldRecords.KEPT.toMillis()))),
        SEQUENCER);
    topology.addSink(
        TO_HISTORY,
        TopicCatalogue.HISTORY.topicName(),
        Routed.SERIALIZER,
        new ByteArraySerializer(),
        Routed.PARTITIONER,
        SEQUENCER);
    topology.addSink(
        TO_REJECTED,
        TopicCatalogue.REJECTED.topicName(),
        Routed.SERIALIZER,
        new ByteArraySerializer(),
        Routed.PARTITIONER,
        SEQUENCER);
    return topology;
  }

  private static StoreBuilder<KeyValueStore<byte[], byte[]>> inMemory(String name) {
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(name), Serdes.ByteArray(), Serdes.ByteArray())
        .withCachingDisabled()
        .withLoggingEnabled(Map.of());
  }

  private static StoreBuilder<KeyValueStore<byte[], byte[]>> persistent(String name) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(name), Serdes.ByteArray(), Serdes.ByteArray())
        .withCachingDisabled()
        .withLoggingEnabled(Map.of());
  }
}
