package io.orderwire.processor.history.topology;

import io.orderwire.schemas.TopicCatalogue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the sequencer runs on Kafka. Why the times are what they are by default is in
 * docs/decisions/0005-processor-tuning.md.
 *
 * @param bootstrapServers where Kafka is
 * @param kafkaProperties more client settings, such as security; they win over ours
 * @param applicationId name of the consumer group and prefix of the changelog topics
 * @param stateDirectory where stores are kept
 * @param replicationFactor of topics that are made, or -1 for the broker's default
 * @param threads stream threads, 1 to the partition count
 * @param commitInterval how often a transaction ends
 * @param linger how long the producer waits for more records to send together
 * @param sessionTimeout after how long a member that vanished is replaced
 * @param transactionTimeout after how long the broker ends a transaction that its owner left open
 * @param maxPollInterval how long a thread may wait within one record before it loses its
 *     partitions
 * @param unknownSchemaAfter for how long the registry must say "unknown" until that is believed
 * @param acceptSourceTopicId the id of an input topic that was made anew and that the histories are
 *     to go on with, or null
 */
public record SequencingSettings(
    String bootstrapServers,
    Map<String, String> kafkaProperties,
    String applicationId,
    Path stateDirectory,
    short replicationFactor,
    int threads,
    Duration commitInterval,
    Duration linger,
    Duration sessionTimeout,
    Duration transactionTimeout,
    Duration maxPollInterval,
    Duration unknownSchemaAfter,
    @Nullable String acceptSourceTopicId) {

  public SequencingSettings {
    kafkaProperties = Map.copyOf(kafkaProperties);
    require(!bootstrapServers.isBlank(), "bootstrap servers must be given");
    require(!applicationId.isBlank(), "the application id must be given");
    require(
        threads >= 1 && threads <= TopicCatalogue.PARTITIONS,
        "threads must be from 1 to " + TopicCatalogue.PARTITIONS);
    require(isPositive(commitInterval), "the commit interval must be positive");
    require(!linger.isNegative(), "linger must not be negative");
    require(isPositive(sessionTimeout), "the session timeout must be positive");
    require(
        transactionTimeout.compareTo(commitInterval) > 0,
        "the transaction timeout must be longer than the commit interval");
    require(
        maxPollInterval.compareTo(unknownSchemaAfter.plusSeconds(10)) > 0,
        "the poll interval must be longer than the wait for an unknown schema");
    require(isPositive(unknownSchemaAfter), "the wait for an unknown schema must be positive");
  }

  private static boolean isPositive(Duration duration) {
    return duration.isPositive();
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
