package io.orderwire.delivery.app;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
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

  /**
   * A broker that stands still, or whose machine is gone, refuses nothing: who waits for it as long
   * as Kafka's clients do (30 s for an answer, 10 s to 30 s for a connection) holds up its
   * partitions although others have their place.
   */
  private static final Map<String, Object> QUICK_TO_GIVE_UP =
      Map.of(
          CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG,
          10_000,
          CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG,
          2_000L,
          CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG,
          5_000L);

  /** Makes the properties unmodifiable. */
  KafkaSettings {
    properties = Map.copyOf(properties);
  }

  /** The settings of a client, to which its own are added. */
  Map<String, Object> client(Map<String, ?> own) {
    Map<String, Object> all = new HashMap<>(QUICK_TO_GIVE_UP);
    all.putAll(properties);
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
