package io.orderwire.schemas;

import static java.util.Objects.requireNonNull;

import io.orderwire.schemas.serde.SerdeOptions;
import java.util.Map;

/**
 * A topic of the catalogue.
 *
 * @param topicName the name in Kafka
 * @param partitions the number of partitions, fixed for the topic's life
 * @param key what keys are
 * @param value what values are
 * @param config the topic's own settings in Kafka's names; what is not named is left to the broker
 */
public record Topic(
    String topicName, int partitions, Encoding key, Encoding value, Map<String, String> config) {

  public Topic {
    requireNonNull(topicName, "topicName");
    requireNonNull(key, "key");
    requireNonNull(value, "value");
    config = Map.copyOf(config);
    if (partitions < 1) {
      throw new IllegalArgumentException("partitions must be at least 1: " + partitions);
    }
  }

  /** The same topic in another generation. */
  public Topic in(TopicGeneration generation) {
    return new Topic(generation.topic(topicName), generation.partitions(), key, value, config);
  }

  /**
   * How Avro keys of this topic are registered.
   *
   * @throws IllegalStateException if the keys are not Avro
   */
  public SerdeOptions keyOptions() {
    return options(SerdeOptions.forKeys(), key, "keys");
  }

  /**
   * How Avro values of this topic are registered.
   *
   * @throws IllegalStateException if the values are not Avro
   */
  public SerdeOptions valueOptions() {
    return options(SerdeOptions.forValues(), value, "values");
  }

  private SerdeOptions options(SerdeOptions defaults, Encoding encoding, String what) {
    if (encoding instanceof Encoding.Avro avro) {
      return defaults.with(avro.subjects());
    }
    throw new IllegalStateException("the " + what + " of " + topicName + " are not Avro");
  }
}
