package io.orderwire.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * Baseline of sequencing: for each record one counter in RocksDB is raised and one record goes out,
 * exactly once, with the processor's settings. Ends on SIGTERM. Arguments: bootstrap servers, state
 * directory, topic in, topic out, application id.
 */
public final class BareStreams {
  private static final String COUNTERS = "counters";

  private BareStreams() {}

  /** Runs until the process is asked to end. */
  public static void main(String[] args) throws InterruptedException {
    Topology topology = new Topology();
    topology.addSource("in", args[2]);
    topology.addProcessor("count", Counting::new, "in");
    topology.addStateStore(
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(COUNTERS), Serdes.String(), Serdes.Long()),
        "count");
    topology.addSink(
        "out", args[3], Out.SERIALIZER, new ByteArraySerializer(), Out.PARTITIONER, "count");
    KafkaStreams streams = new KafkaStreams(topology, settings(args[0], args[1], args[4]));
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  streams.close(
                      CloseOptions.groupMembershipOperation(
                          CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
                  ended.countDown();
                }));
    streams.start();
    ended.await();
  }

  /** As in docs/decisions/0005-processor-tuning.md. */
  private static Properties settings(
      String bootstrapServers, String directory, String application) {
    Properties all = new Properties();
    all.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
    all.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    all.put(StreamsConfig.STATE_DIR_CONFIG, directory);
    all.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    all.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
    all.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 1_000);
    all.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 8L << 20);
    all.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
    all.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
    all.put(StreamsConfig.producerPrefix("linger.ms"), 1);
    all.put(StreamsConfig.producerPrefix("batch.size"), 128 << 10);
    all.put(StreamsConfig.mainConsumerPrefix("session.timeout.ms"), 6_000);
    all.put(StreamsConfig.mainConsumerPrefix("heartbeat.interval.ms"), 2_000);
    all.put(StreamsConfig.mainConsumerPrefix("auto.offset.reset"), "earliest");
    return all;
  }

  /** An output key; as in a history, what comes from one partition goes into the same. */
  private record Out(int partition, byte[] bytes) {
    static final Serializer<Out> SERIALIZER = (topic, out) -> out.bytes;

    static final StreamPartitioner<Out, byte[]> PARTITIONER =
        (topic, out, value, partitions) -> Optional.of(Set.of(out.partition));
  }

  private static final class Counting implements Processor<byte[], byte[], Out, byte[]> {
    private @Nullable ProcessorContext<Out, byte[]> context;
    private @Nullable KeyValueStore<String, Long> counters;

    @Override
    public void init(ProcessorContext<Out, byte[]> given) {
      context = given;
      counters = given.getStateStore(COUNTERS);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
      if (context == null || counters == null) {
        throw new IllegalStateException("not begun");
      }
      String partner = new String(record.key(), UTF_8);
      Long before = counters.get(partner);
      long count = before == null ? 1 : before + 1;
      counters.put(partner, count);
      byte[] key =
          ByteBuffer.allocate(record.key().length + Long.BYTES)
              .put(record.key())
              .putLong(count)
              .array();
      context.forward(record.withKey(new Out(context.taskId().partition(), key)));
    }
  }
}
