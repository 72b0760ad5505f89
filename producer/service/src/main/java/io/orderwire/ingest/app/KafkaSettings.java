package io.orderwire.ingest.app;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Kafka is.
 *
 * @param bootstrapServers brokers to begin with
 * @param properties further settings of every client, such as security, in Kafka's names
 */
@ConfigurationProperties("orderwire.kafka")
record KafkaSettings(
    @DefaultValue("127.0.0.1:9092") String bootstrapServers,
    @DefaultValue Map<String, String> properties) {

  KafkaSettings {
    properties = Map.copyOf(properties);
  }

  /** Leaves the properties out: they may hold secrets. */
  @Override
  public String toString() {
    return "KafkaSettings[" + bootstrapServers + "]";
  }
}
