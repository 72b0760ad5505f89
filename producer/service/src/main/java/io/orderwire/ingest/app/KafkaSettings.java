package io.orderwire.ingest.app;

import io.orderwire.schemas.ClientFile;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Kafka is.
 *
 * @param bootstrapServers brokers to begin with
 * @param properties further settings of every client, such as security, in Kafka's names
 * @param propertiesFile a file of such settings, which go before those in {@code properties}: the
 *     place for passwords
 */
@ConfigurationProperties("orderwire.kafka")
record KafkaSettings(
    @DefaultValue("127.0.0.1:9092") String bootstrapServers,
    @DefaultValue Map<String, String> properties,
    @Nullable Path propertiesFile) {

  KafkaSettings {
    properties = Map.copyOf(properties);
  }

  /** What every client is given. */
  Map<String, String> clients() {
    return ClientFile.over(properties, propertiesFile);
  }

  /** Leaves the properties out: they may hold secrets. */
  @Override
  public String toString() {
    return "KafkaSettings[" + bootstrapServers + "]";
  }
}
