package io.orderwire.producer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A broker's side of idempotent producing: per producer and partition it knows the next sequence
 * number, appends what follows, acknowledges what it has, refuses what is ahead, and accepts any
 * number from a producer of which it has no state.
 */
final class SimulatedBroker {

  enum Answer {
    OK,
    OUT_OF_ORDER
  }

  /** One produce request for one partition. */
  record Batch(int producerId, int partition, int sequence, List<byte[]> values) {}

  private final Map<Integer, List<String>> logs = new HashMap<>();
  private final Map<String, Integer> nextSequences = new HashMap<>();

  Answer append(Batch batch) {
    String state = batch.producerId() + "/" + batch.partition();
    Integer next = nextSequences.get(state);
    if (next != null && batch.sequence() < next) {
      return Answer.OK;
    }
    if (next != null && batch.sequence() > next) {
      return Answer.OUT_OF_ORDER;
    }
    nextSequences.put(state, batch.sequence() + batch.values().size());
    batch.values().forEach(value -> log(batch.partition()).add(new String(value, UTF_8)));
    return Answer.OK;
  }

  /** What is in the partition, in its order. */
  List<String> log(int partition) {
    return logs.computeIfAbsent(partition, p -> new ArrayList<>());
  }
}
