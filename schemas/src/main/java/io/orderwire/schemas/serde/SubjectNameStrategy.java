package io.orderwire.schemas.serde;

import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;

/** By what name a schema is registered. */
public enum SubjectNameStrategy {
  /** {@code <topic>-key} or {@code <topic>-value}: one schema, with its versions, per topic. */
  TOPIC_NAME {
    @Override
    public String subject(String topic, boolean isKey, Schema schema) {
      return topic + (isKey ? "-key" : "-value");
    }
  },
  /** {@code <topic>-<full record name>}: several record types in one topic. */
  TOPIC_RECORD_NAME {
    @Override
    public String subject(String topic, boolean isKey, Schema schema) {
      return topic + "-" + schema.getFullName();
    }
  },
  /** {@code <full record name>}: one record type, whatever the topic. */
  RECORD_NAME {
    @Override
    public String subject(String topic, boolean isKey, Schema schema) {
      return schema.getFullName();
    }
  };

  /** The subject of a schema in a topic's keys or values. */
  public abstract String subject(String topic, boolean isKey, Schema schema);

  /**
   * The strategy that a setting names: Confluent's class name, with or without its package, or this
   * constant's name.
   *
   * @throws ConfigException for any other name
   */
  static SubjectNameStrategy named(String setting, Object value) {
    String text = value instanceof Class<?> type ? type.getName() : value.toString();
    return switch (text.substring(text.lastIndexOf('.') + 1)) {
      case "TopicNameStrategy", "TOPIC_NAME" -> TOPIC_NAME;
      case "TopicRecordNameStrategy", "TOPIC_RECORD_NAME" -> TOPIC_RECORD_NAME;
      case "RecordNameStrategy", "RECORD_NAME" -> RECORD_NAME;
      default ->
          throw new ConfigException(
              setting,
              text,
              "must be TopicNameStrategy, TopicRecordNameStrategy or RecordNameStrategy");
    };
  }
}
