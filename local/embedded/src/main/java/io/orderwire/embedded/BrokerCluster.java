package io.orderwire.embedded;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What the brokers of one cluster have to know of each other. All of them are controllers, too.
 *
 * @param id the cluster's id, in Kafka's form
 * @param controllerPorts where each one's controller is, by its id
 * @param hosts how the others call each one, by its id
 */
public record BrokerCluster(
    String id, Map<Integer, Integer> controllerPorts, Map<Integer, String> hosts) {

  /**
   * Copies the maps.
   *
   * @throws IllegalArgumentException if they are not of the same brokers, or of none
   */
  public BrokerCluster {
    controllerPorts = Map.copyOf(controllerPorts);
    hosts = Map.copyOf(hosts);
    if (hosts.isEmpty() || !hosts.keySet().equals(controllerPorts.keySet())) {
      throw new IllegalArgumentException("a cluster needs a port and a host for each broker");
    }
  }

  /**
   * A new cluster on free ports.
   *
   * @param hosts how the others call each one, by its id
   */
  public static BrokerCluster of(Map<Integer, String> hosts) {
    Map<Integer, Integer> ports =
        hosts.keySet().stream().collect(Collectors.toMap(id -> id, id -> Ports.free()));
    return new BrokerCluster(newId(), ports, hosts);
  }

  /** 16 bytes as text that no command takes for an option. */
  private static String newId() {
    UUID random = UUID.randomUUID();
    byte[] bytes =
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(random.getMostSignificantBits() >>> 1)
            .putLong(random.getLeastSignificantBits())
            .array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  int size() {
    return hosts.size();
  }

  /** Where the controller of one is. */
  public int controllerPort(int node) {
    Integer port = controllerPorts.get(node);
    if (port == null) {
      throw new IllegalArgumentException("no broker " + node + " in this cluster");
    }
    return port;
  }

  String voters() {
    return new TreeMap<>(hosts)
        .entrySet().stream()
            .map(one -> one.getKey() + "@" + one.getValue() + ":" + controllerPort(one.getKey()))
            .collect(Collectors.joining(","));
  }
}
