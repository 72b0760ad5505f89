package io.orderwire.moving;

import static java.util.Objects.requireNonNull;

import io.orderwire.schemas.KafkaAnswers;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.TopicGeneration;
import io.orderwire.schemas.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** One side of a move: a cluster, asked for what concerns one generation of topics. Blocks. */
final class Cluster implements AutoCloseable {
  private static final int LARGEST_REQUEST = 4 << 20;
  private static final int MOST_RECORDS = 2_000;
  private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(30);
  private static final Duration FOLLOWED_WITHIN = Duration.ofSeconds(1);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final MoveSettings.Side side;
  private final Admin admin;

  Cluster(MoveSettings.Side side) {
    this.side = side;
    this.admin = Admin.create(client(Map.of()));
  }

  TopicGeneration generation() {
    return side.generation();
  }

  Admin admin() {
    return admin;
  }

  /**
   * The history topic, in words that are true of no other.
   *
   * @throws IllegalStateException if there is none
   */
  String history() {
    try {
      return Topics.identity(admin, TopicCatalogue.HISTORY.in(side.generation()));
    } catch (UnknownTopicOrPartitionException e) {
      throw new IllegalStateException("There is nothing to move in " + side + ".", e);
    }
  }

  Set<String> topics() {
    return KafkaAnswers.get(admin.listTopics().names());
  }

  /** Kafka's id of a topic, which must be there. */
  UUID topicId(String topic) {
    Uuid id = describe(topic).topicId();
    return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits());
  }

  /** The partitions of a topic, which must be there. */
  List<TopicPartition> partitions(String topic) {
    return IntStream.range(0, describe(topic).partitions().size())
        .mapToObj(number -> new TopicPartition(topic, number))
        .toList();
  }

  private TopicDescription describe(String topic) {
    return requireNonNull(
        KafkaAnswers.get(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic));
  }

  /** What is set for a topic itself, and not by default. */
  Map<String, String> ownSettings(String topic) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Config config =
        requireNonNull(
            KafkaAnswers.get(admin.describeConfigs(List.of(resource)).all()).get(resource));
    return config.entries().stream()
        .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
        .collect(Collectors.toMap(ConfigEntry::name, entry -> requireNonNull(entry.value())));
  }

  /** Sets it where it is another; a broker may take a moment to follow. */
  void set(String topic, String setting, String value) {
    if (value.equals(ownSettings(topic).get(setting))) {
      return;
    }
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    KafkaAnswers.get(
        admin
            .incrementalAlterConfigs(
                Map.of(
                    resource,
                    List.of(
                        new AlterConfigOp(
                            new ConfigEntry(setting, value), AlterConfigOp.OpType.SET))))
            .all());
    LockSupport.parkNanos(FOLLOWED_WITHIN.toNanos());
  }

  /**
   * Makes a topic, unless it is there, and waits until it can be seen; a replication factor below 1
   * is the brokers' default.
   */
  void create(String topic, int partitions, short replicas, Map<String, String> settings) {
    NewTopic wanted =
        replicas > 0
            ? new NewTopic(topic, partitions, replicas)
            : new NewTopic(topic, Optional.of(partitions), Optional.empty());
    try {
      KafkaAnswers.get(admin.createTopics(List.of(wanted.configs(settings))).all());
    } catch (TopicExistsException e) {
      // As a former attempt has left it.
    }
    awaitVisible(topic);
  }

  private void awaitVisible(String topic) {
    long begin = System.nanoTime();
    while (true) {
      try {
        TopicDescription _ = describe(topic);
        return;
      } catch (UnknownTopicOrPartitionException e) {
        if (System.nanoTime() - begin > VISIBLE_WITHIN.toNanos()) {
          throw e;
        }
        LockSupport.parkNanos(LOOK_AGAIN.toNanos());
      }
    }
  }

  /** Deletes a topic, if it is there, and waits until it can no longer be seen, at most 30 s. */
  void delete(String topic) {
    try {
      KafkaAnswers.get(admin.deleteTopics(List.of(topic)).all());
    } catch (UnknownTopicOrPartitionException e) {
      // As a former attempt has left it.
    }
    long begin = System.nanoTime();
    while (topics().contains(topic) && System.nanoTime() - begin < VISIBLE_WITHIN.toNanos()) {
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
  }

  /** Where partitions begin. */
  Map<TopicPartition, Long> begins(Collection<TopicPartition> partitions) {
    return offsets(partitions, OffsetSpec.earliest());
  }

  /** Where partitions end, transactions that are open included. */
  Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
    return offsets(partitions, OffsetSpec.latest());
  }

  private Map<TopicPartition, Long> offsets(
      Collection<TopicPartition> partitions, OffsetSpec which) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    KafkaAnswers.get(
            admin
                .listOffsets(
                    partitions.stream().collect(Collectors.toMap(one -> one, one -> which)),
                    new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                .all())
        .forEach((partition, offset) -> offsets.put(partition, offset.offset()));
    return offsets;
  }

  /** How many members a group has. */
  int members(String group) {
    try {
      return requireNonNull(
              KafkaAnswers.get(admin.describeConsumerGroups(List.of(group)).all()).get(group))
          .members()
          .size();
    } catch (GroupIdNotFoundException e) {
      return 0;
    }
  }

  /** What a group has committed. */
  Map<TopicPartition, Long> committed(String group) {
    Map<TopicPartition, Long> committed = new HashMap<>();
    try {
      KafkaAnswers.get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
          .forEach(
              (partition, offset) -> {
                if (offset != null) {
                  committed.put(partition, offset.offset());
                }
              });
    } catch (GroupIdNotFoundException e) {
      return committed;
    }
    return committed;
  }

  /** A reader of what is committed, of these partitions from their beginnings. */
  Consumer<byte[], byte[]> reader(Collection<TopicPartition> partitions) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_RECORDS);
    settings.putAll(
        client(
            Map.of(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest")));
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }

  /** A writer that fences, and ends the transaction of, whoever had the id before. */
  Producer<byte[], byte[]> writer(String transactionalId) {
    return new KafkaProducer<>(
        client(
            Map.of(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                transactionalId,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.LINGER_MS_CONFIG,
                5,
                ProducerConfig.BATCH_SIZE_CONFIG,
                128 << 10,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                LARGEST_REQUEST)),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private Map<String, Object> client(Map<String, ?> own) {
    Map<String, Object> all = new HashMap<>(side.properties());
    all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, side.bootstrapServers());
    all.putAll(own);
    return all;
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(5));
  }
}
