package io.orderwire.delivery.app;

import io.orderwire.schemas.BrokerPatience;
import io.orderwire.schemas.ClientFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
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

  /** Makes the properties unmodifiable. */
  KafkaSettings {
    properties = Map.copyOf(properties);
  }

  /** The settings of a client, to which its own are added. */
  Map<String, Object> client(Map<String, ?> own) {
    Map<String, Object> all = new HashMap<>(BrokerPatience.SETTINGS);
    all.putAll(ClientFile.over(properties, propertiesFile));
    all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    all.putAll(own);
    return all;
  }

  /** Leaves the properties out: they may hold secrets. */
  @Override
  public String toString() {
    return "KafkaSettings[" + bootstrapServers + "]";
  }
}
