package io.orderwire.processor.history.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.processor.history.Head;
import io.orderwire.schemas.TopicCatalogue;
import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.function.Function;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * Runs the processor over an input as Kafka Streams does under exactly-once: state and input offset
 * are committed together now and then, and an abort takes both back to the last commit, while what
 * was written stays visible to those who read uncommitted.
 */
final class Attempts {
  private static final List<String> STORES =
      List.of(
          SequencerTopology.INPUTS,
          SequencerTopology.FORMER_HEADS,
          SequencerTopology.SUPERSEDED,
          SequencerTopology.HELD);

  static final Duration SEGMENTS_LAST = Duration.ofHours(3);

  final MemoryRegistry registry = new MemoryRegistry();
  final List<Written> visible = new ArrayList<>();
  final List<Written> committed = new ArrayList<>();
  final Map<Long, Integer> verdicts = new HashMap<>();
  private final Map<String, Map<Bytes, byte[]>> committedState = new HashMap<>();
  private UUID topicId = new UUID(1, 2);
  private Function<SequencerProcessor, Processor<byte[], byte[], Routed, byte[]>> around =
      processor -> processor;
  private final Map<Bytes, byte[]> committedIds = new LinkedHashMap<>();
  private final List<KeyValue<Bytes, byte @Nullable []>> loggedIds = new ArrayList<>();
  private int committedOffset;
  private long millis = 1_000_000;
  private long lookEvery = 100;
  private boolean losesUnsettled;
  private int headsInMemory = SequencerTopology.HEADS_IN_MEMORY;
  private boolean scans = true;

  Attempts() {
    STORES.forEach(name -> committedState.put(name, new HashMap<>()));
  }

  /** Starts anew; what the registry knows stays. */
  void forget() {
    STORES.forEach(name -> committedState.put(name, new HashMap<>()));
    committedIds.clear();
    visible.clear();
    committed.clear();
    verdicts.clear();
    committedOffset = 0;
  }

  /** How much time passes with each record. */
  Attempts lookEvery(long millis) {
    lookEvery = millis;
    return this;
  }

  /** Verdicts that nobody waited for are lost with the process. */
  Attempts losesUnsettledVerdicts(boolean loses) {
    losesUnsettled = loses;
    return this;
  }

  /** A processor of before has left this head. */
  Attempts formerHead(String partner, Head head) {
    committedState.put(
        SequencerTopology.FORMER_HEADS,
        Map.of(Bytes.wrap(partner.getBytes(UTF_8)), HeadCodec.toBytes(head)));
    return this;
  }

  /** How many heads of partners are kept in memory. */
  Attempts headsInMemory(int most) {
    headsInMemory = most;
    return this;
  }

  /** Whether events may be read without decoding them. */
  Attempts scans(boolean may) {
    scans = may;
    return this;
  }

  /** The input topic is made anew, and an operator accepts it. */
  void topicMadeAnew() {
    topicId = new UUID(3, 4);
    committedOffset = 0;
  }

  /** Puts something around the processor. */
  Attempts around(Function<SequencerProcessor, Processor<byte[], byte[], Routed, byte[]>> wrapper) {
    around = wrapper;
    return this;
  }

  /**
   * What was written.
   *
   * @param to the sink
   * @param headers the headers that the processor added, by name
   */
  record Written(
      String to, @Nullable Bytes key, @Nullable Bytes value, Map<String, String> headers) {
    static Written of(MockProcessorContext.CapturedForward<?, ?> one) {
      Map<String, String> headers = new HashMap<>();
      for (Header header : one.record().headers()) {
        headers.put(header.key(), new String(header.value(), UTF_8));
      }
      byte[] key = ((Routed) one.record().key()).bytes();
      byte[] value = (byte[]) one.record().value();
      return new Written(
          one.childName().orElseThrow(),
          key == null ? null : Bytes.wrap(key),
          value == null ? null : Bytes.wrap(value),
          headers);
    }
  }

  /** The process dies. */
  static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Runs from the last commit on.
   *
   * @param commitEvery after how many records a transaction ends
   * @param killAfter after how many writes of this attempt the process dies; none if negative
   * @return whether the input was done to its end
   */
  boolean run(List<Input.Sent> input, int commitEvery, int killAfter) {
    Context context = new Context(killAfter);
    Map<String, KeyValueStore<byte[], byte[]>> stores = restore(context);
    Processor<byte[], byte[], Routed, byte[]> processor =
        around.apply(new SequencerProcessor(parts()));
    processor.init(context.typed());
    int seen = 0;
    try {
      for (int offset = committedOffset; offset < input.size(); offset++) {
        Input.Sent sent = input.get(offset);
        context.setRecordMetadata(TopicCatalogue.EVENTS.topicName(), Input.PARTITION, offset);
        processor.process(new Record<>(sent.key(), sent.value(), sent.appendedAt()));
        look(context);
        seen++;
        if (seen % commitEvery == 0 || offset == input.size() - 1) {
          commit(context, stores, offset + 1);
        }
      }
      while (look(context)) {
        // Until nothing waits any more.
      }
      commit(context, stores, input.size());
      assertThat(
              context.scheduledPunctuators().stream()
                  .anyMatch(one -> isForSegments(one) && !one.cancelled()))
          .as("segments are looked at as long as there is something in them")
          .isEqualTo(!committed(SequencerTopology.SUPERSEDED).isEmpty() || hasMark());
      return true;
    } catch (Killed e) {
      return false;
    } finally {
      context.forwarded().forEach(one -> visible.add(Written.of(one)));
      stores.values().forEach(KeyValueStore::close);
    }
  }

  /** Takes and commits an input while nothing can be decided. */
  void holdsWithoutEnd(List<Input.Sent> input) {
    Context context = new Context(-1);
    Map<String, KeyValueStore<byte[], byte[]>> stores = restore(context);
    SequencerProcessor processor = new SequencerProcessor(parts());
    processor.init(context.typed());
    for (int offset = 0; offset < input.size(); offset++) {
      Input.Sent sent = input.get(offset);
      context.setRecordMetadata(TopicCatalogue.EVENTS.topicName(), Input.PARTITION, offset);
      processor.process(new Record<>(sent.key(), sent.value(), sent.appendedAt()));
      assertThat(look(context)).isTrue();
    }
    commit(context, stores, input.size());
    stores.values().forEach(KeyValueStore::close);
  }

  /** Time passes, and what is held is looked at; returns whether anything was held. */
  private boolean look(Context context) {
    millis += lookEvery;
    List<MockProcessorContext.CapturedPunctuator> due =
        context.scheduledPunctuators().stream()
            .filter(one -> !one.cancelled() && !isForSegments(one))
            .toList();
    due.forEach(one -> one.getPunctuator().punctuate(millis));
    return !due.isEmpty();
  }

  private Map<Bytes, byte[]> committed(String store) {
    return committedState.getOrDefault(store, Map.of());
  }

  private boolean hasMark() {
    return committed(SequencerTopology.HELD).keySet().stream()
        .anyMatch(key -> HeldRecords.isMark(key.get()));
  }

  private static boolean isForSegments(MockProcessorContext.CapturedPunctuator one) {
    return one.getInterval().compareTo(Duration.ofSeconds(1)) > 0;
  }

  /**
   * Restarts, has the time of day go on, and looks whether Kafka is to close segments.
   *
   * @return whether that is looked at any longer
   */
  boolean closesSegments(Duration later) {
    millis += later.toMillis();
    Context context = new Context(-1);
    Map<String, KeyValueStore<byte[], byte[]>> stores = restore(context);
    new SequencerProcessor(parts()).init(context.typed());
    List<MockProcessorContext.CapturedPunctuator> looks =
        context.scheduledPunctuators().stream().filter(Attempts::isForSegments).toList();
    looks.forEach(one -> one.getPunctuator().punctuate(millis));
    commit(context, stores, committedOffset);
    stores.values().forEach(KeyValueStore::close);
    return looks.stream().anyMatch(one -> !one.cancelled());
  }

  private void commit(
      Context context, Map<String, KeyValueStore<byte[], byte[]>> stores, int offset) {
    context.forwarded().forEach(one -> visible.add(Written.of(one)));
    context.forwarded().forEach(one -> committed.add(Written.of(one)));
    context.resetForwards();
    context.flushCaches();
    stores.forEach(
        (name, store) -> {
          Map<Bytes, byte[]> copy = new HashMap<>();
          try (KeyValueIterator<byte[], byte[]> all = store.all()) {
            all.forEachRemaining(entry -> copy.put(Bytes.wrap(entry.key), entry.value));
          }
          committedState.put(name, copy);
        });
    for (KeyValue<Bytes, byte @Nullable []> change : loggedIds) {
      committedIds.remove(change.key); // it comes last then, as in the changelog
      if (change.value != null) {
        committedIds.put(change.key, change.value);
      }
    }
    loggedIds.clear();
    committedOffset = offset;
  }

  private Map<String, KeyValueStore<byte[], byte[]>> restore(Context context) {
    Map<String, KeyValueStore<byte[], byte[]>> stores = new HashMap<>();
    for (String name : STORES) {
      KeyValueStore<byte[], byte[]> store =
          Stores.keyValueStoreBuilder(
                  Stores.inMemoryKeyValueStore(name), Serdes.ByteArray(), Serdes.ByteArray())
              .withLoggingDisabled()
              .build();
      store.init(context.getStateStoreContext(), store);
      context.addStateStore(
          switch (name) {
            case SequencerTopology.INPUTS ->
                new WriteBehind<>(store, 1, SequencerTopology.INPUT_FORM);
            default -> store;
          });
      committedState
          .getOrDefault(name, Map.of())
          .forEach((key, value) -> store.put(key.get(), value));
      stores.put(name, store);
    }
    loggedIds.clear();
    IdStore ids =
        new IdStore(
            SequencerTopology.IDS,
            given -> new MemoryIdTable(),
            given -> (key, value) -> loggedIds.add(KeyValue.pair(Bytes.wrap(key), value)),
            headsInMemory);
    ids.init(context.getStateStoreContext(), ids);
    ids.window()
        .restore(
            committedIds.entrySet().stream()
                .map(entry -> KeyValue.pair(entry.getKey().get(), entry.getValue()))
                .toList());
    context.addStateStore(ids);
    return stores;
  }

  private SequencerParts parts() {
    HistoryRecords history = new HistoryRecords(registry);
    if (scans) {
      history.prepare();
    }
    return new SequencerParts(
        new InputGuard(RulesVersion.CURRENT, topicId, true, Map.of()),
        TopicCatalogue.PARTITIONS,
        registry,
        new SchemaQuestions(registry, Runnable::run),
        history,
        (partition, fromOffset) -> new MemoryVerdicts(verdicts, losesUnsettled),
        () -> Instant.ofEpochMilli(millis),
        duration -> {
          millis += duration.toMillis();
          return true;
        },
        new NoTally(),
        Duration.ofSeconds(5),
        SEGMENTS_LAST);
  }

  /** Whether a record was rejected for this reason, and this was committed. */
  boolean rejected(String reason) {
    return committed.stream().anyMatch(one -> reason.equals(one.headers().get("ow-reason")));
  }

  /** What an uncommitted reader has seen of the history that was not committed in the end. */
  List<Written> contradictions() {
    return visible.stream()
        .filter(one -> one.to().equals(SequencerTopology.TO_HISTORY))
        .filter(one -> !committed.contains(one))
        .toList();
  }

  private static final class Context extends MockProcessorContext<Object, Object> {
    private final int killAfter;
    private final List<CachedStateStore<?, ?>> caches = new ArrayList<>();
    private int writes;

    Context(int killAfter) {
      super(
          config(), new TaskId(0, Input.PARTITION), new File(System.getProperty("java.io.tmpdir")));
      this.killAfter = killAfter;
    }

    @Override
    public <S extends StateStore> void addStateStore(S store) {
      if (store instanceof CachedStateStore<?, ?> cache) {
        caches.add(cache);
      }
      super.addStateStore(store);
    }

    void flushCaches() {
      caches.forEach(CachedStateStore::flushCache);
    }

    @Override
    public <K, V> void forward(Record<K, V> record, String childName) {
      if (writes == killAfter) {
        throw new Killed();
      }
      writes++;
      super.forward(record, childName);
    }

    /** This, as the processor wants it: an array cannot be a bound of forward's type parameters. */
    @SuppressWarnings("unchecked")
    ProcessorContext<Routed, byte[]> typed() {
      return (ProcessorContext<Routed, byte[]>) (ProcessorContext<?, ?>) this;
    }

    private static Properties config() {
      Properties properties = new Properties();
      properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
      properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");
      return properties;
    }
  }
}
