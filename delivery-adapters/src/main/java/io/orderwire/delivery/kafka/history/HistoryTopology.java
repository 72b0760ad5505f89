package io.orderwire.delivery.kafka.history;

import static java.util.Objects.requireNonNull;

import io.orderwire.schemas.TopicCatalogue;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.WallclockTimestampExtractor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/** From the history topic into the store, and nothing else. */
final class HistoryTopology {
  private HistoryTopology() {}

  static Topology of(StoreBuilder<HistoryStore> store, CatchUp catchUp) {
    return new Topology()
        .addReadOnlyStateStore(
            store,
            "history-topic",
            new WallclockTimestampExtractor(),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer(),
            TopicCatalogue.HISTORY.topicName(),
            "materialise",
            () -> new Materialise(catchUp));
  }

  private static final class Materialise implements Processor<byte[], byte[], Void, Void> {
    private final CatchUp catchUp;
    private @Nullable ProcessorContext<Void, Void> context;
    private @Nullable HistoryStore store;
    private int partition;

    private Materialise(CatchUp catchUp) {
      this.catchUp = catchUp;
    }

    @Override
    public void init(ProcessorContext<Void, Void> initial) {
      context = initial;
      store = initial.getStateStore(HistoryStore.NAME);
      partition = initial.taskId().partition();
      catchUp.activated(partition);
    }

    @Override
    public void process(Record<byte[], byte[]> one) {
      long offset = requireNonNull(context).recordMetadata().orElseThrow().offset();
      requireNonNull(store).materialise(one.key(), one.value(), offset);
    }

    @Override
    public void close() {
      catchUp.deactivated(partition);
    }
  }
}
