package io.orderwire.schemas;

import static io.orderwire.schemas.serde.SubjectNameStrategy.TOPIC_NAME;
import static io.orderwire.schemas.serde.SubjectNameStrategy.TOPIC_RECORD_NAME;

import io.orderwire.avro.AuditEntry;
import io.orderwire.avro.DeliveryAttempt;
import io.orderwire.avro.DeliveryPosition;
import io.orderwire.avro.HistoryCommand;
import io.orderwire.avro.HistoryEntry;
import io.orderwire.avro.HistoryKey;
import io.orderwire.avro.OrderEvent;
import io.orderwire.avro.Partner;
import io.orderwire.avro.SecondFactor;
import io.orderwire.avro.SourcePosition;
import io.orderwire.avro.SubscriptionKey;
import io.orderwire.avro.Verdict;
import io.orderwire.avro.WebhookEndpoint;
import io.orderwire.avro.WebhookEndpointKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.TopicConfig;

/**
 * All topics, in one place, of the generation that this process serves. The partition count of a
 * {@code .vN} topic never changes: all of a partner's records are in one partition number of every
 * topic, and state is kept by it. {@link Topic#in} gives the topic of another generation.
 */
public final class TopicCatalogue {
  private static final TopicGeneration GENERATION = TopicGeneration.ofThisProcess();

  /** The partition count of every topic. */
  public static final int PARTITIONS = GENERATION.partitions();

  /**
   * The largest batch that the events topic takes, in bytes as compressed: 1 MiB and some. It is
   * above what an event may have, so that a too large value is rejected by name and not lost in a
   * producer's log.
   */
  public static final int MAX_EVENT_BATCH_BYTES = 1_048_588;

  /** Room for what the events topic took, and for the headers that say why it was rejected. */
  public static final int MAX_REJECTED_BATCH_BYTES = 2 * 1_048_576;

  private static final Encoding RAW_PARTNER_ID = new Encoding.RawPartnerId();

  /**
   * What producers send. Kept 14 days by the broker's append time, which is also record time; the
   * events' own times may lie decades back. Two record types, so subjects are named by topic and
   * record.
   */
  public static final Topic EVENTS =
      new Topic(
          GENERATION.topic("orders.events"),
          PARTITIONS,
          RAW_PARTNER_ID,
          new Encoding.Avro(
              TOPIC_RECORD_NAME,
              List.of(OrderEvent.getClassSchema(), HistoryCommand.getClassSchema())),
          deleted(
              Duration.ofDays(14),
              Map.of(
                  TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                  "LogAppendTime",
                  TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                  String.valueOf(MAX_EVENT_BATCH_BYTES))));

  /**
   * The partners' histories. Keys are unique, so compaction removes only what an erasure or a trim
   * superseded: at the earliest after an hour, so that every running adapter has seen a conflicting
   * second write of a slot, and at the latest a day after, whatever the traffic. Timestamps are the
   * producer's, which is the latest append time of what was sequenced so far. That may lie ahead of
   * the broker's clock, after it was put back, so there is no bound on it.
   */
  public static final Topic HISTORY =
      new Topic(
          GENERATION.topic("orders.partner-history"),
          PARTITIONS,
          avro(HistoryKey.getClassSchema()),
          avro(HistoryEntry.getClassSchema()),
          compacted(
              Map.of(
                  TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime",
                  TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, String.valueOf(Long.MAX_VALUE),
                  TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(MAX_EVENT_BATCH_BYTES),
                  TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG, millis(Duration.ofHours(1)),
                  TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, millis(Duration.ofDays(1)),
                  TopicConfig.DELETE_RETENTION_MS_CONFIG, millis(Duration.ofDays(7)))));

  /**
   * What could not be sequenced, as it came, with reason and source in headers. A record is gone
   * after 30 days: its 29, and the day that its segment may go on.
   */
  public static final Topic REJECTED =
      new Topic(
          GENERATION.topic("orders.rejected"),
          PARTITIONS,
          new Encoding.AsReceived(),
          new Encoding.AsReceived(),
          deleted(
              Duration.ofDays(29),
              Map.of(
                  TopicConfig.SEGMENT_MS_CONFIG,
                  millis(Duration.ofDays(1)),
                  TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                  "LogAppendTime",
                  TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                  String.valueOf(MAX_REJECTED_BATCH_BYTES))));

  /**
   * Decisions that depended on the world outside the input. The earliest for a position wins. They
   * are needed as long as a replay can meet the position: the 14 days of the events topic, and up
   * to 7 more that its open segment lasts.
   */
  public static final Topic VERDICTS =
      new Topic(
          GENERATION.topic("orders.verdicts"),
          PARTITIONS,
          avro(SourcePosition.getClassSchema()),
          avro(Verdict.getClassSchema()),
          deleted(
              Duration.ofDays(30),
              Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime")));

  /** Partners and the hashes of their keys. */
  public static final Topic PARTNERS =
      new Topic(
          GENERATION.topic("orders.partners"),
          PARTITIONS,
          RAW_PARTNER_ID,
          avro(Partner.getClassSchema()),
          compacted(Map.of(TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, millis(Duration.ofDays(1)))));

  /** How far subscriptions have come; written often, so its segments are small. */
  public static final Topic POSITIONS =
      new Topic(
          GENERATION.topic("orders.delivery-positions"),
          PARTITIONS,
          avro(SubscriptionKey.getClassSchema()),
          avro(DeliveryPosition.getClassSchema()),
          compacted(
              Map.of(
                  TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, millis(Duration.ofDays(1)),
                  TopicConfig.SEGMENT_BYTES_CONFIG, String.valueOf(16 * 1_048_576))));

  /** The partners' webhook endpoints. */
  public static final Topic WEBHOOK_ENDPOINTS =
      new Topic(
          GENERATION.topic("orders.webhook-endpoints"),
          PARTITIONS,
          avro(WebhookEndpointKey.getClassSchema()),
          avro(WebhookEndpoint.getClassSchema()),
          compacted(Map.of(TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, millis(Duration.ofDays(1)))));

  /** The partners' second factors; each use of one is a record. */
  public static final Topic SECOND_FACTORS =
      new Topic(
          GENERATION.topic("orders.second-factors"),
          PARTITIONS,
          RAW_PARTNER_ID,
          avro(SecondFactor.getClassSchema()),
          compacted(Map.of(TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, millis(Duration.ofDays(1)))));

  /**
   * Every attempt to deliver to a webhook endpoint, with the beginning of the answer; kept 29 days
   * by the broker's append time, and gone after 30, as what is rejected.
   */
  public static final Topic ATTEMPTS =
      new Topic(
          GENERATION.topic("orders.delivery-attempts"),
          PARTITIONS,
          RAW_PARTNER_ID,
          avro(DeliveryAttempt.getClassSchema()),
          deleted(
              Duration.ofDays(29),
              Map.of(
                  TopicConfig.SEGMENT_MS_CONFIG,
                  millis(Duration.ofDays(1)),
                  TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                  "LogAppendTime")));

  /**
   * Every change of what is kept for partners, and who made it. Kept 400 days by the broker's
   * append time, so that a whole year can be looked at when it is over.
   */
  public static final Topic AUDIT =
      new Topic(
          GENERATION.topic("orders.audit"),
          PARTITIONS,
          RAW_PARTNER_ID,
          avro(AuditEntry.getClassSchema()),
          deleted(
              Duration.ofDays(400),
              Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime")));

  private TopicCatalogue() {}

  /** Every topic. */
  public static List<Topic> all() {
    return List.of(
        EVENTS,
        HISTORY,
        REJECTED,
        VERDICTS,
        PARTNERS,
        POSITIONS,
        WEBHOOK_ENDPOINTS,
        SECOND_FACTORS,
        ATTEMPTS,
        AUDIT);
  }

  private static Encoding avro(Schema schema) {
    return new Encoding.Avro(TOPIC_NAME, List.of(schema));
  }

  private static Map<String, String> deleted(Duration retention, Map<String, String> more) {
    Map<String, String> config = new HashMap<>(more);
    config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
    config.put(TopicConfig.RETENTION_MS_CONFIG, millis(retention));
    config.put(TopicConfig.RETENTION_BYTES_CONFIG, "-1");
    config.put(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");
    return config;
  }

  private static Map<String, String> compacted(Map<String, String> more) {
    Map<String, String> config = new HashMap<>(more);
    config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    config.put(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");
    return config;
  }

  private static String millis(Duration duration) {
    return String.valueOf(duration.toMillis());
  }
}
