package io.orderwire.schemas;

import static java.util.Objects.requireNonNull;

import io.orderwire.schemas.TopicReport.Deviation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings Kafka's topics in line with the catalogue, as far as that is safe. */
public final class Topics {
  /** The replication factor that leaves the choice to the broker. */
  public static final short BROKER_DEFAULT = -1;

  private static final Logger LOG = LoggerFactory.getLogger(Topics.class);
  private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(30);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
  private static final String DEFAULT_REPLICATION = "default.replication.factor";

  private final Admin admin;
  private final short replicationFactor;

  private Topics(Admin admin, short replicationFactor) {
    this.admin = admin;
    this.replicationFactor = replicationFactor;
  }

  /**
   * Creates the topics that are missing and compares the others with the catalogue. A setting that
   * differs is logged and returned, and left as it is; what the histories rest on is logged as an
   * error. Blocks until topics that were missing can be seen, and the leader of each of their
   * partitions serves it: 30 s at most, and the admin client's own timeouts. May be called by
   * several processes at once.
   *
   * @param replicationFactor for created topics, or {@link #BROKER_DEFAULT}; with 3 or more, {@code
   *     min.insync.replicas} is 2
   * @throws WrongPartitionCountException if a topic has another number of partitions
   * @throws MovedTopicsException if the topics of this process's generation are not to be used:
   *     things are being moved into them, or were moved away from them
   * @throws KafkaException if Kafka did not do what was asked
   * @throws InterruptException if the thread was interrupted
   */
  public static TopicReport ensure(Admin admin, Collection<Topic> topics, short replicationFactor) {
    refuseWhatIsMoved(admin, TopicGeneration.ofThisProcess());
    return ensureForMove(admin, topics, replicationFactor);
  }

  /** As {@link #ensure}, for who moves things into topics, and so uses them before others may. */
  public static TopicReport ensureForMove(
      Admin admin, Collection<Topic> topics, short replicationFactor) {
    Topics work = new Topics(admin, replicationFactor);
    Map<String, TopicDescription> present = work.describe(topics);
    List<Topic> missing =
        topics.stream().filter(topic -> !present.containsKey(topic.topicName())).toList();
    List<String> created = work.create(missing);
    Map<String, TopicDescription> all =
        missing.isEmpty() ? present : work.describeOnceVisible(topics);
    for (Topic topic : topics) {
      int actual = found(all, topic).partitions().size();
      if (actual != topic.partitions()) {
        throw new WrongPartitionCountException(topic.topicName(), topic.partitions(), actual);
      }
    }
    List<Topic> existing =
        topics.stream().filter(topic -> !created.contains(topic.topicName())).toList();
    if (!missing.isEmpty()) {
      work.awaitLeaders(missing.stream().map(topic -> found(all, topic)).toList());
    }
    List<Deviation> deviations = work.deviations(existing, all);
    deviations.forEach(
        deviation -> {
          if (DeviationText.isGrave(deviation)) {
            LOG.error("{}", DeviationText.of(deviation));
          } else {
            LOG.warn("{}", DeviationText.of(deviation));
          }
        });
    return new TopicReport(created, deviations);
  }

  /** Whether nobody has written to a topic yet; one that is missing is empty. */
  public static boolean isEmpty(Admin admin, Topic topic) {
    Topics work = new Topics(admin, BROKER_DEFAULT);
    TopicDescription there = work.describe(List.of(topic)).get(topic.topicName());
    if (there == null) {
      return true;
    }
    return work.ends(List.of(there)).stream().allMatch(end -> end.offset() == 0);
  }

  /**
   * What tells a topic that is there from every other, in words: its name, the id that it was given
   * when it was made, and its cluster's. Of clusters that were made from one image the ids may be
   * the same. Blocks.
   *
   * @throws UnknownTopicOrPartitionException if it is not there
   */
  public static String identity(Admin admin, Topic topic) {
    TopicDescription there =
        found(new Topics(admin, BROKER_DEFAULT).describe(List.of(topic)), topic);
    return "topic %s with id %s, in cluster %s"
        .formatted(
            topic.topicName(),
            there.topicId(),
            KafkaAnswers.get(admin.describeCluster().clusterId()));
  }

  /**
   * How much later than the first record of a segment a record must be for Kafka to begin another
   * segment with it: what the topic says now, and somebody may have changed. Blocks.
   */
  public static Duration segmentsLast(Admin admin, Topic topic) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName());
    Config config =
        requireNonNull(
            KafkaAnswers.get(admin.describeConfigs(List.of(resource)).all()).get(resource));
    return Stream.of(TopicConfig.SEGMENT_MS_CONFIG, TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG)
        .map(setting -> Long.parseLong(requireNonNull(config.get(setting).value())))
        .min(Comparator.naturalOrder())
        .map(Duration::ofMillis)
        .orElseThrow();
  }

  private static void refuseWhatIsMoved(Admin admin, TopicGeneration generation) {
    Map<String, TopicDescription> found =
        new Topics(admin, BROKER_DEFAULT)
            .describeNamed(List.of(generation.movingTopic(), generation.movedTopic()));
    if (found.containsKey(generation.movingTopic())) {
      throw MovedTopicsException.halfWay(generation);
    }
    if (found.containsKey(generation.movedTopic())) {
      throw MovedTopicsException.away(generation);
    }
  }

  private Map<String, TopicDescription> describe(Collection<Topic> topics) {
    return describeNamed(topics.stream().map(Topic::topicName).toList());
  }

  private Map<String, TopicDescription> describeNamed(Collection<String> topics) {
    Map<String, KafkaFuture<TopicDescription>> asked =
        admin.describeTopics(topics).topicNameValues();
    Map<String, TopicDescription> found = new HashMap<>();
    asked.forEach(
        (name, future) ->
            awaitUnless(UnknownTopicOrPartitionException.class, future)
                .ifPresent(description -> found.put(name, description)));
    return found;
  }

  private Map<String, TopicDescription> describeOnceVisible(Collection<Topic> topics) {
    long begin = System.nanoTime();
    while (true) {
      Map<String, TopicDescription> found = describe(topics);
      if (found.size() == topics.size()) {
        return found;
      }
      if (System.nanoTime() - begin > VISIBLE_WITHIN.toNanos()) {
        List<String> unseen =
            topics.stream().map(Topic::topicName).filter(name -> !found.containsKey(name)).toList();
        throw new TimeoutException("Topics were created but could not be seen: " + unseen);
      }
      pause();
    }
  }

  /**
   * A broker can be seen to lead a new partition before it takes records for it. What a producer
   * sends until then is refused and sent again; what it sent next, and was taken, keeps that out
   * for good (KAFKA-15591), until the producer gives up. A leader tells the end of what it leads
   * only.
   */
  private void awaitLeaders(Collection<TopicDescription> topics) {
    ends(topics);
  }

  /** Where partitions end, as their leaders say. */
  private Collection<ListOffsetsResultInfo> ends(Collection<TopicDescription> topics) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    for (TopicDescription topic : topics) {
      topic
          .partitions()
          .forEach(
              partition ->
                  asked.put(
                      new TopicPartition(topic.name(), partition.partition()),
                      OffsetSpec.latest()));
    }
    return KafkaAnswers.get(admin.listOffsets(asked).all()).values();
  }

  private List<String> create(List<Topic> missing) {
    if (missing.isEmpty()) {
      return List.of();
    }
    int replicas = replicationFactor > 0 ? replicationFactor : brokerDefaultReplication();
    List<NewTopic> requests =
        missing.stream()
            .map(
                topic ->
                    new NewTopic(
                            topic.topicName(),
                            Optional.of(topic.partitions()),
                            replicationFactor > 0
                                ? Optional.of(replicationFactor)
                                : Optional.empty())
                        .configs(settings(topic, replicas)))
            .toList();
    List<String> created = new ArrayList<>();
    new TreeMap<>(admin.createTopics(requests).values())
        .forEach(
            (name, future) -> {
              KafkaFuture<Boolean> done = future.thenApply(nothing -> true);
              if (awaitUnless(TopicExistsException.class, done).isPresent()) {
                created.add(name);
                LOG.info("Created topic {}", name);
              }
            });
    return created;
  }

  private List<Deviation> deviations(List<Topic> existing, Map<String, TopicDescription> all) {
    Map<ConfigResource, Topic> resources = new HashMap<>();
    existing.forEach(
        topic ->
            resources.put(new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName()), topic));
    Map<ConfigResource, Config> configs =
        KafkaAnswers.get(admin.describeConfigs(resources.keySet()).all());
    List<Deviation> deviations = new ArrayList<>();
    for (Topic topic : existing) {
      Config config = configs.get(new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName()));
      int replicas = found(all, topic).partitions().get(0).replicas().size();
      if (replicationFactor > 0 && replicas != replicationFactor) {
        deviations.add(
            new Deviation(
                topic.topicName(),
                "replication.factor",
                String.valueOf(replicationFactor),
                String.valueOf(replicas)));
      }
      new TreeMap<>(settings(topic, replicas))
          .forEach(
              (setting, expected) -> {
                ConfigEntry entry = config == null ? null : config.get(setting);
                String actual = entry == null ? null : entry.value();
                if (!expected.equals(actual)) {
                  deviations.add(new Deviation(topic.topicName(), setting, expected, actual));
                }
              });
    }
    return deviations;
  }

  private static Map<String, String> settings(Topic topic, int replicas) {
    Map<String, String> settings = new HashMap<>(topic.config());
    if (replicas >= 3) {
      settings.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "2");
    }
    return settings;
  }

  private int brokerDefaultReplication() {
    Node node = KafkaAnswers.get(admin.describeCluster().nodes()).iterator().next();
    ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, node.idString());
    Config config = KafkaAnswers.get(admin.describeConfigs(List.of(broker)).all()).get(broker);
    ConfigEntry entry = config == null ? null : config.get(DEFAULT_REPLICATION);
    return entry == null || entry.value() == null ? 1 : Integer.parseInt(entry.value());
  }

  private static TopicDescription found(Map<String, TopicDescription> all, Topic topic) {
    TopicDescription description = all.get(topic.topicName());
    if (description == null) {
      throw new UnknownTopicOrPartitionException(topic.topicName());
    }
    return description;
  }

  private static <T> Optional<T> awaitUnless(
      Class<? extends ApiException> expected, KafkaFuture<T> future) {
    try {
      return Optional.of(KafkaAnswers.get(future));
    } catch (ApiException e) {
      if (expected.isInstance(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static void pause() {
    try {
      boolean unused = new CountDownLatch(1).await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }
}
