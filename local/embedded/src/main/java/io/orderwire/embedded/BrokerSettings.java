package io.orderwire.embedded;

import java.nio.file.Path;
import java.util.Map;

/** What a single broker is told, in Kafka's names. */
final class BrokerSettings {
  private BrokerSettings() {}

  static Map<String, String> of(Path data, int port, int controllerPort) {
    String host = "://127.0.0.1:";
    return Map.ofEntries(
        Map.entry("process.roles", "broker,controller"),
        Map.entry("node.id", "1"),
        Map.entry("controller.quorum.bootstrap.servers", "127.0.0.1:" + controllerPort),
        Map.entry("listeners", "CLIENTS" + host + port + ",CONTROLLER" + host + controllerPort),
        Map.entry("advertised.listeners", "CLIENTS" + host + port),
        Map.entry("listener.security.protocol.map", "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT"),
        Map.entry("inter.broker.listener.name", "CLIENTS"),
        Map.entry("controller.listener.names", "CONTROLLER"),
        Map.entry("log.dirs", data.toString()),
        Map.entry("auto.create.topics.enable", "false"),
        Map.entry("unclean.leader.election.enable", "false"),
        // A single node holds one copy of each.
        Map.entry("default.replication.factor", "1"),
        Map.entry("min.insync.replicas", "1"),
        Map.entry("offsets.topic.replication.factor", "1"),
        Map.entry("offsets.topic.num.partitions", "4"),
        Map.entry("transaction.state.log.replication.factor", "1"),
        Map.entry("transaction.state.log.min.isr", "1"),
        Map.entry("transaction.state.log.num.partitions", "4"),
        Map.entry("share.coordinator.state.topic.replication.factor", "1"),
        Map.entry("share.coordinator.state.topic.min.isr", "1"),
        Map.entry("share.coordinator.state.topic.num.partitions", "1"),
        // No other member is on its way: a group need not wait for one.
        Map.entry("group.initial.rebalance.delay.ms", "0"),
        // After a crash the old registration must run out before the broker may come back.
        Map.entry("broker.session.timeout.ms", "3000"),
        Map.entry("broker.heartbeat.interval.ms", "500"),
        Map.entry("num.network.threads", "2"),
        Map.entry("num.io.threads", "4"),
        Map.entry("log.cleaner.dedupe.buffer.size", "16777216"),
        Map.entry("log.segment.bytes", "134217728"));
  }
}
