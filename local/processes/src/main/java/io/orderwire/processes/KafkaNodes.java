package io.orderwire.processes;

import io.orderwire.embedded.BrokerCluster;
import io.orderwire.embedded.EmbeddedBroker;
import io.orderwire.embedded.Ports;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The brokers of a system. Each has a port for programs outside of it, and one for its parts, at
 * which they call it by name.
 */
final class KafkaNodes {
  private final List<EmbeddedPart> parts = new ArrayList<>();
  private final List<String> forOutsiders = new ArrayList<>();
  private final List<String> forParts = new ArrayList<>();

  KafkaNodes(
      Path directory,
      int heap,
      Map<String, String> properties,
      int count,
      Surroundings surroundings) {
    Map<Integer, String> hosts = new TreeMap<>();
    for (int id = 1; id <= count; id++) {
      hosts.put(id, surroundings.host(name(id)));
    }
    Optional<BrokerCluster> cluster =
        count == 1 ? Optional.empty() : Optional.of(BrokerCluster.of(hosts));
    hosts.forEach((id, host) -> add(directory, heap, properties, cluster, id, host, surroundings));
  }

  private void add(
      Path directory,
      int heap,
      Map<String, String> properties,
      Optional<BrokerCluster> cluster,
      int id,
      String host,
      Surroundings surroundings) {
    int outside = Ports.free();
    int inside = Ports.free();
    Map<String, String> overrides = new HashMap<>(properties);
    int controller = cluster.map(all -> all.controllerPort(id)).orElseGet(Ports::free);
    Path files = directory.resolve("kafka" + LocalSystem.suffix(id));
    surroundings.serves(name(id), List.of(inside, controller));
    Exposure.Of exposure = surroundings.withFiles(name(id), files.resolve("data"));
    overrides.putAll(listeners(host, outside, inside, controller));
    EmbeddedBroker.Builder builder =
        EmbeddedBroker.builder()
            .dataDir(files)
            .port(outside)
            .controllerPort(controller)
            .heapMegabytes(heap)
            .jvmOptions(exposure.jvmOptions())
            .environment(exposure.environment())
            .overrides(overrides);
    cluster.ifPresent(all -> builder.memberOf(all, id));
    parts.add(EmbeddedPart.of(builder.build(), LocalSystem.suffix(id)));
    forOutsiders.add("127.0.0.1:" + outside);
    forParts.add(host + ":" + inside);
  }

  private static Map<String, String> listeners(
      String host, int outside, int inside, int controller) {
    String local = "://127.0.0.1:";
    return Map.of(
        "listeners",
        "CLIENTS"
            + local
            + outside
            + ",PARTS"
            + local
            + inside
            + ",CONTROLLER"
            + local
            + controller,
        "advertised.listeners",
        "CLIENTS" + local + outside + ",PARTS://" + host + ":" + inside,
        "listener.security.protocol.map",
        "CLIENTS:PLAINTEXT,PARTS:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "inter.broker.listener.name",
        "PARTS");
  }

  /** What others call a broker. */
  private static String name(int id) {
    return LocalSystem.BROKER + LocalSystem.suffix(id);
  }

  List<EmbeddedPart> parts() {
    return List.copyOf(parts);
  }

  /** Where they are for programs that are no part of the system. */
  String forOutsiders() {
    return String.join(",", forOutsiders);
  }

  /** Where they are for its parts. */
  String forParts() {
    return String.join(",", forParts);
  }
}
