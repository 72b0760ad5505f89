package io.orderwire.processor.history.topology;

import io.orderwire.schemas.BrokerPatience;
import io.orderwire.schemas.TopicCatalogue;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.GroupProtocol;
import org.apache.kafka.streams.StreamsConfig;

/** The clients' settings; docs/decisions/0005-processor-tuning.md has the reasons. */
final class ClientProperties {
  /** As many as the SDK's producer has; Kafka's own default is an eighth of it. */
  private static final int BATCH_BYTES = 128 << 10;

  private final SequencingSettings settings;

  ClientProperties(SequencingSettings settings) {
    this.settings = settings;
  }

  /** Streams with exactly-once. */
  Properties streams(RocksMemory memory) {
    Properties all = new Properties();
    all.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.applicationId());
    all.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    all.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDirectory().toString());
    all.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    all.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
    all.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, settings.commitInterval().toMillis());
    all.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) settings.replicationFactor());
    all.putAll(BrokerPatience.SETTINGS);
    all.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 8L * 1024 * 1024);
    all.put(StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG, StreamsConfig.NO_OPTIMIZATION);
    all.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksMemory.Setter.class);
    all.put(RocksMemory.SHARED, memory);
    all.put(producer(ProducerConfig.LINGER_MS_CONFIG), settings.linger().toMillis());
    all.put(producer(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
    all.put(
        producer(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
        (int) settings.transactionTimeout().toMillis());
    all.put(
        producer(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), TopicCatalogue.MAX_REJECTED_BATCH_BYTES);
    if (!isOfBroker()) {
      all.put(
          consumer(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
          (int) settings.sessionTimeout().toMillis());
      all.put(
          consumer(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
          (int) settings.sessionTimeout().dividedBy(3).toMillis());
    }
    all.put(
        consumer(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG),
        (int) settings.maxPollInterval().toMillis());
    // Restoring is a long read of small records.
    all.put(StreamsConfig.restoreConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 20_000);
    all.put(
        StreamsConfig.restoreConsumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG),
        4 << 20);
    all.put(StreamsConfig.topicPrefix(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG), "false");
    // Record time may be ahead of a broker whose clock was set back.
    all.put(
        StreamsConfig.topicPrefix(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG),
        String.valueOf(Long.MAX_VALUE));
    if (settings.replicationFactor() >= 3) {
      // A changelog that lost its end would give out sequences a second time.
      all.put(StreamsConfig.topicPrefix(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG), "2");
    }
    all.putAll(settings.kafkaProperties());
    return all;
  }

  /** A consumer that reads what is asked for, outside any group. */
  Map<String, Object> reader(String isolation) {
    Map<String, Object> all = new HashMap<>();
    all.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
    all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    all.putAll(settings.kafkaProperties());
    all.remove(StreamsConfig.GROUP_PROTOCOL_CONFIG);
    return all;
  }

  /** A producer whose records outlive any transaction of Streams. */
  Map<String, Object> verdictProducer() {
    Map<String, Object> all = new HashMap<>();
    all.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    all.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    all.putAll(settings.kafkaProperties());
    all.remove(StreamsConfig.GROUP_PROTOCOL_CONFIG);
    all.put(ProducerConfig.ACKS_CONFIG, "all");
    all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    return all;
  }

  Map<String, Object> admin() {
    Map<String, Object> all = new HashMap<>();
    all.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    all.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
    all.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    all.putAll(settings.kafkaProperties());
    all.remove(StreamsConfig.GROUP_PROTOCOL_CONFIG);
    return all;
  }

  /** Whether the brokers, not the members, say how long a session lasts. */
  private boolean isOfBroker() {
    return GroupProtocol.STREAMS.name.equalsIgnoreCase(
        settings.kafkaProperties().get(StreamsConfig.GROUP_PROTOCOL_CONFIG));
  }

  private static String producer(String name) {
    return StreamsConfig.producerPrefix(name);
  }

  private static String consumer(String name) {
    return StreamsConfig.mainConsumerPrefix(name);
  }
}
