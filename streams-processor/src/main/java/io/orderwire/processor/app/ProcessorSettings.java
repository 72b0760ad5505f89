package io.orderwire.processor.app;

import io.orderwire.processor.history.topology.SequencingSettings;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The processor's own settings, as in {@link SequencingSettings}; the reasons for the times are in
 * docs/decisions/0003-processor-tuning.md.
 *
 * @param applicationId consumer group and prefix of the changelog topics
 * @param threads stream threads, 1 to 12
 * @param commitInterval how often a transaction ends
 * @param linger how long the producer waits for more records
 * @param sessionTimeout after how long a member that vanished is replaced
 * @param transactionTimeout after how long the broker ends a transaction left open
 * @param maxPollInterval how long a thread may wait within one record
 * @param unknownSchemaAfter for how long the registry must say "unknown"
 * @param acceptSourceTopicId id of an input topic made anew to go on with, or null
 */
@ConfigurationProperties("orderwire.processor")
record ProcessorSettings(
    @DefaultValue("orderwire-processor") String applicationId,
    @DefaultValue("2") int threads,
    @DefaultValue("100ms") Duration commitInterval,
    @DefaultValue("5ms") Duration linger,
    @DefaultValue("6s") Duration sessionTimeout,
    @DefaultValue("10s") Duration transactionTimeout,
    @DefaultValue("5m") Duration maxPollInterval,
    @DefaultValue("10s") Duration unknownSchemaAfter,
    @Nullable String acceptSourceTopicId) {

  SequencingSettings sequencing(KafkaSettings kafka, Path dataDirectory, short replicationFactor) {
    return new SequencingSettings(
        kafka.bootstrapServers(),
        kafka.properties(),
        applicationId,
        dataDirectory,
        replicationFactor,
        threads,
        commitInterval,
        linger,
        sessionTimeout,
        transactionTimeout,
        maxPollInterval,
        unknownSchemaAfter,
        acceptSourceTopicId);
  }
}
