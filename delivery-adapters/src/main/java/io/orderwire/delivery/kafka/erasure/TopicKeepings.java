package io.orderwire.delivery.kafka.erasure;

import static java.util.Objects.requireNonNullElse;

import io.orderwire.delivery.erasure.Keeping;
import io.orderwire.delivery.erasure.Keeping.Longest;
import io.orderwire.schemas.Topic;
import io.orderwire.schemas.TopicCatalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * How long the topics may hold what was erased, by the settings that they have now. Of a topic that
 * is not there yet, by those that it will be made with.
 */
public final class TopicKeepings {
  private static final Duration KAFKAS_SEGMENT = Duration.ofDays(7);
  private static final List<Topic> TOPICS =
      List.of(
          TopicCatalogue.EVENTS,
          TopicCatalogue.HISTORY,
          TopicCatalogue.REJECTED,
          TopicCatalogue.ATTEMPTS);

  private TopicKeepings() {}

  /** Asks Kafka. Blocks for the answers; what cannot be found out is said. */
  public static List<Keeping> of(Admin admin) throws InterruptedException {
    List<Keeping> keepings = new ArrayList<>();
    for (Topic topic : TOPICS) {
      ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName());
      keepings.add(of(topic, admin.describeConfigs(List.of(resource)).all()));
    }
    return keepings;
  }

  private static Keeping of(Topic topic, KafkaFuture<Map<ConfigResource, Config>> answer)
      throws InterruptedException {
    try {
      Map<String, String> config =
          answer.get().values().stream()
              .flatMap(one -> one.entries().stream())
              .filter(entry -> entry.value() != null)
              .collect(Collectors.toMap(entry -> entry.name(), entry -> entry.value()));
      return of(topic.topicName(), config);
    } catch (ExecutionException e) {
      return e.getCause() instanceof UnknownTopicOrPartitionException
          ? of(topic.topicName(), topic.config())
          : new Keeping(
              topic.topicName(),
              "",
              new Longest.Unknown(requireNonNullElse(e.getCause(), e).toString()));
    }
  }

  /** By a topic's settings; where one is not given, Kafka's default holds. */
  static Keeping of(String topic, Map<String, String> config) {
    return config
            .getOrDefault(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE)
            .contains(TopicConfig.CLEANUP_POLICY_COMPACT)
        ? compacted(topic, config)
        : deleted(topic, config);
  }

  /** A record stays for its time, and then until the last one of its segment has had it, too. */
  private static Keeping deleted(String topic, Map<String, String> config) {
    long retention = millis(config, TopicConfig.RETENTION_MS_CONFIG, KAFKAS_SEGMENT.toMillis());
    long segment = millis(config, TopicConfig.SEGMENT_MS_CONFIG, KAFKAS_SEGMENT.toMillis());
    String settings = "retention.ms " + shown(retention) + " and segment.ms " + shown(segment);
    return new Keeping(
        topic, settings, retention < 0 ? new Longest.Ever() : sum(retention, segment));
  }

  /**
   * The processor closes the segment of what stands for an erased item as soon as Kafka lets it,
   * which is after the shorter of the two; then it is compacted within the lag.
   */
  private static Keeping compacted(String topic, Map<String, String> config) {
    long lag = millis(config, TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, Long.MAX_VALUE);
    long segment = millis(config, TopicConfig.SEGMENT_MS_CONFIG, KAFKAS_SEGMENT.toMillis());
    String settings = "max.compaction.lag.ms " + shown(lag) + " and segment.ms " + shown(segment);
    return new Keeping(topic, settings, sum(Math.min(lag, segment), lag));
  }

  /** Kafka writes "for ever" as the largest number. */
  private static Longest sum(long one, long other) {
    return one > Long.MAX_VALUE - other || other == Long.MAX_VALUE
        ? new Longest.Ever()
        : new Longest.For(Duration.ofMillis(one + other));
  }

  private static long millis(Map<String, String> config, String name, long otherwise) {
    String value = config.get(name);
    return value == null ? otherwise : Long.parseLong(value);
  }

  private static String shown(long millis) {
    return millis < 0 || millis == Long.MAX_VALUE
        ? "without end"
        : Keeping.text(Duration.ofMillis(millis));
  }
}
