package io.orderwire.moving;

import static java.util.Objects.requireNonNull;

import io.orderwire.processor.history.topology.MovableState;
import io.orderwire.schemas.TopicCatalogue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The input and the processors' state of it: is all of it sequenced, and does nobody go on? */
final class Input {
  private final Cluster cluster;
  private final String processors;
  private final String adapters;
  private final String events;
  private final Map<Integer, byte[]> states = new TreeMap<>();

  Input(Cluster cluster, String processors, String adapters) {
    this.cluster = cluster;
    this.processors = processors;
    this.adapters = adapters;
    this.events = TopicCatalogue.EVENTS.in(cluster.generation()).topicName();
  }

  /** Why nothing may be moved yet, in sentences; none if all is stopped and sequenced. */
  List<String> obstacles() {
    List<String> obstacles = new ArrayList<>();
    for (String group : List.of(processors, adapters)) {
      int members = cluster.members(group);
      if (members > 0) {
        obstacles.add(
            "Group "
                + group
                + " has "
                + members
                + (members == 1 ? " member." : " members.")
                + " Stop them; one that was stopped or killed is gone after its session timeout, 6"
                + " s by default.");
      }
    }
    readStates();
    for (Map.Entry<Integer, Long> open : open().entrySet()) {
      obstacles.add(
          events
              + "-"
              + open.getKey()
              + " has "
              + open.getValue()
              + " records that are not sequenced. Stop the producers, run the processor until it is"
              + " done, and stop it.");
    }
    long waiting = waiting();
    if (waiting > 0) {
      obstacles.add(
          waiting
              + " records wait for the schema registry to know their schemas. Run the processor"
              + " until they are decided about.");
    }
    return obstacles;
  }

  /** How many records of the input are not sequenced, in all. */
  long openRecords() {
    readStates();
    return open().values().stream().mapToLong(Long::longValue).sum();
  }

  /** What the state of some partition says, to begin others with; null where there is none. */
  byte @Nullable [] anyState() {
    readStates();
    return states.isEmpty() ? null : states.values().iterator().next();
  }

  private void readStates() {
    states.clear();
    Records.readAll(
        cluster,
        MovableState.ofInputs(processors),
        record -> states.put(record.partition(), record.value()));
    Set<String> rules = new HashSet<>();
    states.values().forEach(state -> rules.add(MovableState.sequenced(state).rules()));
    if (rules.size() > 1) {
      throw new IllegalStateException(
          "Partitions were sequenced by different rules: "
              + rules
              + ". Run one version of the processor until all partitions have it.");
    }
  }

  private Map<Integer, Long> open() {
    Map<Integer, Long> open = new TreeMap<>();
    if (!cluster.topics().contains(events)) {
      return open;
    }
    UUID topicId = cluster.topicId(events);
    List<TopicPartition> partitions = cluster.partitions(events);
    Map<TopicPartition, Long> begins = cluster.begins(partitions);
    Map<TopicPartition, Long> ends = cluster.ends(partitions);
    Map<TopicPartition, Long> committed = cluster.committed(processors);
    for (TopicPartition partition : partitions) {
      byte[] state = states.get(partition.partition());
      long begin = requireNonNull(begins.get(partition));
      long done = Math.max(begin, done(state, topicId, committed.getOrDefault(partition, 0L)));
      long end = requireNonNull(ends.get(partition));
      if (done < end) {
        open.put(partition.partition(), end - done);
      }
    }
    return open;
  }

  /** The state knows best: what a group has committed can be reset. */
  private static long done(byte @Nullable [] state, UUID topicId, long committed) {
    if (state == null) {
      return committed;
    }
    MovableState.Sequenced sequenced = MovableState.sequenced(state);
    return sequenced.topicId().equals(topicId) ? sequenced.next() : 0;
  }

  private long waiting() {
    Map<String, Boolean> waiting = new HashMap<>();
    Records.readAll(
        cluster,
        MovableState.ofWaiting(processors),
        record ->
            waiting.put(
                record.partition() + " " + Arrays.toString(record.key()),
                MovableState.waits(record.key(), record.value())));
    return waiting.values().stream().filter(waits -> waits).count();
  }
}
