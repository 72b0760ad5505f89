package io.orderwire.delivery.kafka.history;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;

/**
 * How Kafka Streams is run.
 *
 * @param applicationId the consumer group that shares the partitions
 * @param instanceId this instance's name in the group, the same after a restart, so that it gets
 *     the same partitions back at once
 * @param stateDirectory where the stores are
 * @param threads how many threads read the topic, at least 1
 * @param standbys how many other instances keep a copy of each partition
 * @param sessionTimeout after what silence the group gives an instance's partitions to others
 * @param address where other instances reach this one's partner API, as {@code host:port}; or null,
 *     so that they do not
 * @param leftoversFor how long erased and trimmed content may stay on disk, at least 1 s
 * @param clients further settings of every client
 */
public record StreamsSettings(
    String applicationId,
    String instanceId,
    Path stateDirectory,
    int threads,
    int standbys,
    Duration sessionTimeout,
    @Nullable String address,
    Duration leftoversFor,
    Map<String, Object> clients) {

  /** Makes the client settings unmodifiable. */
  public StreamsSettings {
    clients = Map.copyOf(clients);
  }

  Properties toProperties() {
    Map<String, Object> config = new HashMap<>(clients);
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
    config.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
    config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
    config.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, standbys);
    if (address != null) {
      config.put(StreamsConfig.APPLICATION_SERVER_CONFIG, address);
    }
    // Reading the history uncommitted is the design: sequencing repeats itself after an abort.
    config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
    config.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_uncommitted");
    // What is committed late is read again after a takeover.
    config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 1_000L);
    config.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L);
    config.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), instanceId);
    config.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
        (int) sessionTimeout.toMillis());
    config.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
        (int) sessionTimeout.toMillis() / 4);
    // A partition may wait for the schema registry as long as that takes; the heartbeats go on.
    config.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG),
        Integer.MAX_VALUE);
    config.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    Properties properties = new Properties();
    properties.putAll(config);
    return properties;
  }
}
