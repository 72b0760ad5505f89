package io.orderwire.processor.history.topology;

import static java.util.Objects.requireNonNull;

import io.orderwire.schemas.KafkaAnswers;
import io.orderwire.schemas.TopicCatalogue;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at all partitions together before the stream threads start, so that a change of rules or of
 * the input topic is found as a whole and not half-way, and what the group has committed is what
 * the states say. It reads the committed states from their changelog, which has one entry for each
 * partition.
 */
final class StartCheck {
  private static final Logger LOG = LoggerFactory.getLogger(StartCheck.class);
  private static final Duration POLL = Duration.ofMillis(200);

  private final Admin admin;
  private final Supplier<Consumer<byte[], byte[]>> committedReader;
  private final String applicationId;
  private final RulesVersion rules;

  StartCheck(
      Admin admin,
      Supplier<Consumer<byte[], byte[]>> committedReader,
      String applicationId,
      RulesVersion rules) {
    this.admin = admin;
    this.committedReader = committedReader;
    this.applicationId = applicationId;
    this.rules = rules;
  }

  /**
   * The guard to run with.
   *
   * @throws RefusedToStartException if the process must not run
   */
  InputGuard guard(UUID topicId, @Nullable String acceptedTopicId) {
    boolean accepts = topicId.toString().equals(acceptedTopicId);
    InputGuard guard = new InputGuard(rules, topicId, accepts, Map.of());
    try (Consumer<byte[], byte[]> consumer = committedReader.get()) {
      Map<Integer, InputState> states = states(consumer);
      states.forEach(
          (partition, state) -> {
            if (!state.topicId().equals(topicId) && !accepts) {
              throw new RefusedToStartException(guard.otherTopic(partition, state.topicId()));
            }
          });
      Map<Integer, Long> committed = committed();
      new GroupOffsets(admin, applicationId, TopicCatalogue.EVENTS.topicName())
          .correct(topicId, states, committed);
      refuseWithoutState(consumer, states);
      if (states.values().stream().allMatch(state -> state.rules().equals(rules))) {
        return guard;
      }
      refuseWhileOthersRun();
      return new InputGuard(rules, topicId, accepts, drained(consumer, states, committed));
    }
  }

  private Map<Integer, Long> drained(
      Consumer<byte[], byte[]> consumer,
      Map<Integer, InputState> states,
      Map<Integer, Long> committed) {
    List<TopicPartition> inputs = partitions(TopicCatalogue.EVENTS.topicName());
    Map<TopicPartition, Long> ends = consumer.endOffsets(inputs);
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(inputs);
    Map<Integer, Long> drained = new HashMap<>();
    for (TopicPartition input : inputs) {
      int partition = input.partition();
      InputState state = states.get(partition);
      long done =
          Math.max(state == null ? 0 : state.lastOffset() + 1, requireNonNull(begins.get(input)));
      done = Math.max(done, committed.getOrDefault(partition, 0L));
      long end = requireNonNull(ends.get(input));
      if (done < end) {
        throw new RefusedToStartException(
            "The histories were sequenced by rules "
                + (state == null ? "of another version" : state.rules())
                + " and this program has rules "
                + rules
                + ", but input partition "
                + partition
                + " is done only up to "
                + done
                + " of "
                + end
                + ". Run the former version until its input is drained and committed, stop it, and"
                + " start this one again");
      }
      drained.put(partition, end);
    }
    LOG.info("The input is drained and committed; going on with rules {}", rules);
    return drained;
  }

  private void refuseWhileOthersRun() {
    ConsumerGroupDescription group;
    try {
      group =
          KafkaAnswers.get(admin.describeConsumerGroups(List.of(applicationId)).all())
              .get(applicationId);
    } catch (GroupIdNotFoundException e) {
      return;
    }
    if (group != null && !group.members().isEmpty()) {
      throw new RefusedToStartException(
          "This program has other rules, "
              + rules
              + ", than the histories were sequenced by, and "
              + group.members().size()
              + " members of group "
              + applicationId
              + " run. Stop them all first; one that crashed is gone after its session timeout");
    }
  }

  /**
   * There is a history, but nothing is known of it: whoever wrote it has committed a state with it,
   * so that is lost, or was not moved along. What an aborted transaction has left is no history.
   */
  private static void refuseWithoutState(
      Consumer<byte[], byte[]> consumer, Map<Integer, InputState> states) {
    for (TopicPartition history : partitions(TopicCatalogue.HISTORY.topicName())) {
      int partition = history.partition();
      if (!states.containsKey(partition) && hasRecords(consumer, history)) {
        throw new RefusedToStartException(
            "Partition "
                + partition
                + " has a history, but there is no state of it in the changelog topics. Going on"
                + " would give out sequences a second time. Restore the changelog topics, or move"
                + " them along with the history ('./orderwire move')");
      }
    }
  }

  private static boolean hasRecords(Consumer<byte[], byte[]> consumer, TopicPartition partition) {
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
    long end = requireNonNull(consumer.endOffsets(List.of(partition)).get(partition));
    while (consumer.position(partition) < end) {
      if (!consumer.poll(POLL).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private Map<Integer, InputState> states(Consumer<byte[], byte[]> consumer) {
    String changelog = applicationId + "-" + SequencerTopology.INPUTS + "-changelog";
    Map<Integer, InputState> states = new HashMap<>();
    if (!KafkaAnswers.get(admin.listTopics().names()).contains(changelog)) {
      return states;
    }
    List<TopicPartition> sources = partitions(changelog);
    consumer.assign(sources);
    consumer.seekToBeginning(sources);
    Map<TopicPartition, Long> ends = consumer.endOffsets(sources);
    while (sources.stream()
        .anyMatch(source -> consumer.position(source) < requireNonNull(ends.get(source)))) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        states.put(record.partition(), InputState.fromBytes(record.value()));
      }
    }
    return states;
  }

  private Map<Integer, Long> committed() {
    Map<Integer, Long> committed = new HashMap<>();
    Map<TopicPartition, OffsetAndMetadata> offsets;
    try {
      offsets =
          KafkaAnswers.get(
              admin.listConsumerGroupOffsets(applicationId).partitionsToOffsetAndMetadata());
    } catch (GroupIdNotFoundException e) {
      return committed;
    }
    offsets.forEach(
        (source, offset) -> {
          if (offset != null && source.topic().equals(TopicCatalogue.EVENTS.topicName())) {
            committed.put(source.partition(), offset.offset());
          }
        });
    return committed;
  }

  private static List<TopicPartition> partitions(String topic) {
    return IntStream.range(0, TopicCatalogue.PARTITIONS)
        .mapToObj(partition -> new TopicPartition(topic, partition))
        .toList();
  }
}
