package io.orderwire.schemas;

import io.orderwire.schemas.TopicReport.Deviation;
import java.util.Set;
import org.apache.kafka.common.config.TopicConfig;

/** What is said about a topic's setting that is not the catalogue's. */
final class DeviationText {
  /** With another value of these, what is in the topics is lost or wrong for good. */
  private static final Set<String> GRAVE =
      Set.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG);

  private DeviationText() {}

  /** Whether it does harm that no later change of the setting undoes. */
  static boolean isGrave(Deviation deviation) {
    return GRAVE.contains(deviation.setting());
  }

  /** What it is; if it is grave, also what it will do, and the command that ends it. */
  static String of(Deviation deviation) {
    String what =
        "Topic %s has %s=%s, but the catalogue says %s; it is left so"
            .formatted(
                deviation.topic(), deviation.setting(), deviation.actual(), deviation.expected());
    if (!isGrave(deviation)) {
      return what;
    }
    return what
        + ". "
        + harm(deviation)
        + " Mend it with: kafka-configs.sh --bootstrap-server BROKER:9092 --alter --entity-type topics"
        + " --entity-name %s --add-config %s=%s"
            .formatted(deviation.topic(), deviation.setting(), deviation.expected());
  }

  private static String harm(Deviation deviation) {
    if (deviation.setting().equals(TopicConfig.CLEANUP_POLICY_CONFIG)) {
      return deviation.expected().equals(TopicConfig.CLEANUP_POLICY_COMPACT)
          ? "Kafka WILL DELETE records that are still needed, by their age and for good."
          : "Kafka will not delete by age only: with compaction it keeps no more than the last record"
              + " of each key, and the others are lost for good.";
    }
    return deviation.expected().equals("LogAppendTime")
        ? "The clocks of those who write decide record time, and what was taken from one that is ahead"
            + " holds for good."
        : "Record times are those of writing and not those of the source records, so a replay does not"
            + " give the same items.";
  }
}
