package io.orderwire.moving;

import io.orderwire.schemas.TopicGeneration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is moved where.
 *
 * @param from where it is
 * @param to where it shall be
 * @param registryUrl the registry that the services will have there
 * @param registryAuth {@code user:password}, or null for none
 * @param replicationFactor of topics that are made, or -1 for the broker's default
 * @param processorId the processors' application id, as they are given it
 * @param adaptersId the adapters' application id, as they are given it
 * @param leaveUnreadable whether records whose key is no partner's are left behind
 * @param ahead whether only to copy what is there, while others go on
 */
record MoveSettings(
    Side from,
    Side to,
    String registryUrl,
    @Nullable String registryAuth,
    short replicationFactor,
    String processorId,
    String adaptersId,
    boolean leaveUnreadable,
    boolean ahead) {

  /**
   * A cluster and its topics.
   *
   * @param properties further settings of each client, such as security, in Kafka's names
   */
  record Side(String bootstrapServers, Map<String, String> properties, TopicGeneration generation) {
    Side {
      properties = Map.copyOf(properties);
    }

    /** Leaves the properties out: they may hold secrets. */
    @Override
    public String toString() {
      return "topics " + generation + " at " + bootstrapServers;
    }
  }

  /** The processors' group, prefix of their changelogs, at a side. */
  String processors(Side side) {
    return side.generation().qualify(processorId);
  }

  /** The adapters' group at a side. */
  String adapters(Side side) {
    return side.generation().qualify(adaptersId);
  }
}
