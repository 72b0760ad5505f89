package io.orderwire.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What a broker is told, in Kafka's names. */
final class BrokerSettings {
  private BrokerSettings() {}

  static Map<String, String> single(Path data, int port, int controllerPort) {
    Map<String, String> all = of(1, data, port, controllerPort, 1);
    all.put("controller.quorum.bootstrap.servers", "127.0.0.1:" + controllerPort);
    // No other member is on its way: a group need not wait for one.
    all.put("group.initial.rebalance.delay.ms", "0");
    return all;
  }

  /** Every topic on three brokers where there are as many, and written by a majority. */
  static Map<String, String> member(Path data, int port, BrokerCluster cluster, int node) {
    int copies = Math.min(3, cluster.size());
    Map<String, String> all = of(node, data, port, cluster.controllerPort(node), copies);
    all.put("controller.quorum.voters", cluster.voters());
    all.put("group.initial.rebalance.delay.ms", "1000");
    return all;
  }

  private static Map<String, String> of(
      int node, Path data, int port, int controllerPort, int copies) {
    String host = "://127.0.0.1:";
    String factor = Integer.toString(copies);
    String least = Integer.toString(copies / 2 + 1);
    Map<String, String> all = new HashMap<>();
    all.put("process.roles", "broker,controller");
    all.put("node.id", Integer.toString(node));
    all.put("listeners", "CLIENTS" + host + port + ",CONTROLLER" + host + controllerPort);
    all.put("advertised.listeners", "CLIENTS" + host + port);
    all.put("listener.security.protocol.map", "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT");
    all.put("inter.broker.listener.name", "CLIENTS");
    all.put("controller.listener.names", "CONTROLLER");
    all.put("log.dirs", data.toString());
    all.put("auto.create.topics.enable", "false");
    all.put("unclean.leader.election.enable", "false");
    all.put("default.replication.factor", factor);
    all.put("min.insync.replicas", least);
    all.put("offsets.topic.replication.factor", factor);
    all.put("offsets.topic.num.partitions", "4");
    all.put("transaction.state.log.replication.factor", factor);
    all.put("transaction.state.log.min.isr", least);
    all.put("transaction.state.log.num.partitions", "4");
    all.put("share.coordinator.state.topic.replication.factor", factor);
    all.put("share.coordinator.state.topic.min.isr", least);
    all.put("share.coordinator.state.topic.num.partitions", "1");
    // After a crash the old registration must run out before the broker may come back.
    all.put("broker.session.timeout.ms", "3000");
    all.put("broker.heartbeat.interval.ms", "500");
    all.put("num.network.threads", "2");
    all.put("num.io.threads", "4");
    all.put("log.cleaner.dedupe.buffer.size", "16777216");
    all.put("log.segment.bytes", "134217728");
    return all;
  }
}
