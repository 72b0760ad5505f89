package io.orderwire.processor.app;

import io.orderwire.processor.history.topology.SequencingSettings;
import io.orderwire.schemas.ClientFile;
import io.orderwire.schemas.TopicGeneration;
import io.orderwire.schemas.registry.RegistrySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the processor; what they mean is told by {@link SequencingSettings}, why they are as
 * they are in docs/decisions/0005-processor-tuning.md.
 *
 * @param kafka where Kafka is
 * @param schemaRegistry where the schema registry is
 * @param topics how topics are made
 * @param dataDir where state is kept
 * @param processor how the sequencer runs
 */
@ConfigurationProperties("orderwire")
record ProcessorSettings(
    @DefaultValue Kafka kafka,
    @DefaultValue Registry schemaRegistry,
    @DefaultValue Topics topics,
    @DefaultValue(".orderwire/processor") Path dataDir,
    @DefaultValue Sequencer processor) {

  SequencingSettings toSequencing() {
    return new SequencingSettings(
        kafka.bootstrapServers(),
        kafka.clients(),
        TopicGeneration.ofThisProcess().qualify(processor.applicationId()),
        dataDir,
        topics.replicationFactor(),
        processor.threads(),
        processor.commitInterval(),
        processor.linger(),
        processor.sessionTimeout(),
        processor.transactionTimeout(),
        processor.maxPollInterval(),
        processor.unknownSchemaAfter(),
        processor.acceptSourceTopicId());
  }

  /**
   * Where Kafka is.
   *
   * @param properties further settings of every client, in Kafka's names
   * @param propertiesFile a file of such settings, which go before those in {@code properties}: the
   *     place for passwords
   */
  record Kafka(
      @DefaultValue("127.0.0.1:9092") String bootstrapServers,
      @DefaultValue Map<String, String> properties,
      @Nullable Path propertiesFile) {
    /** What every client is given. */
    Map<String, String> clients() {
      return ClientFile.over(properties, propertiesFile);
    }

    /** Leaves the properties out: they may hold secrets. */
    @Override
    public String toString() {
      return "Kafka[" + bootstrapServers + "]";
    }
  }

  /**
   * Where the schema registry is.
   *
   * @param url base URL of Confluent's API
   * @param basicAuth {@code user:password}, or null for none
   * @param basicAuthFile the same as the one line of a file, which goes before it
   * @param trustFile certificates in PEM that an https registry is trusted by, or null for those
   *     that the JDK trusts
   */
  record Registry(
      @DefaultValue("http://127.0.0.1:8081/apis/ccompat/v7") String url,
      @Nullable String basicAuth,
      @Nullable Path basicAuthFile,
      @Nullable Path trustFile) {
    /** For a client. */
    RegistrySettings toRegistry() {
      return ClientFile.registry(url, basicAuth, basicAuthFile, trustFile);
    }

    /** Leaves all out: the URL may hold a password too. */
    @Override
    public String toString() {
      return "Registry[]";
    }
  }

  /**
   * How topics are made.
   *
   * @param replicationFactor of topics that are missing, or -1 for the broker's default
   */
  record Topics(@DefaultValue("-1") short replicationFactor) {}

  /** How the sequencer runs; see {@link SequencingSettings}. */
  record Sequencer(
      @DefaultValue("orderwire-processor") String applicationId,
      @DefaultValue("1") int threads,
      @DefaultValue("1s") Duration commitInterval,
      @DefaultValue("1ms") Duration linger,
      @DefaultValue("6s") Duration sessionTimeout,
      @DefaultValue("10s") Duration transactionTimeout,
      @DefaultValue("5m") Duration maxPollInterval,
      @DefaultValue("30s") Duration unknownSchemaAfter,
      @Nullable String acceptSourceTopicId) {}
}
