package io.orderwire.schemas;

import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * How long clients of Kafka wait for a broker. One that stands still, or whose machine is gone,
 * refuses nothing: who waits for it as long as Kafka's clients do by default (30 s for an answer,
 * 10 s to 30 s for a connection) holds up its partitions although others have their place, and may
 * lose its own in the group.
 */
public final class BrokerPatience {
  /** 10 s for an answer, 2 s to 5 s for a connection; in Kafka's names. */
  public static final Map<String, Object> SETTINGS =
      Map.of(
          CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG,
          10_000,
          CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG,
          2_000L,
          CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG,
          5_000L);

  private BrokerPatience() {}
}
