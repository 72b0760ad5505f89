package io.orderwire.processor.history.topology;

import io.orderwire.schemas.KafkaAnswers;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a group that has no members go on behind what was sequenced, whatever its committed offsets
 * say. They were committed together with the states, but they expire while nobody runs, and can be
 * deleted or reset: a group that began at the end of the input would never sequence what lies
 * between.
 */
final class GroupOffsets {
  private static final Logger LOG = LoggerFactory.getLogger(GroupOffsets.class);

  private final Admin admin;
  private final String group;
  private final String input;

  GroupOffsets(Admin admin, String group, String input) {
    this.admin = admin;
    this.group = group;
    this.input = input;
  }

  /**
   * Corrects what is committed. A group with members is left alone: they have read on from what was
   * right when they began.
   *
   * @param topicId the input's; states of another topic say nothing about this one
   * @param states by partition
   * @param committed by partition
   */
  void correct(UUID topicId, Map<Integer, InputState> states, Map<Integer, Long> committed) {
    Map<Integer, Long> next =
        states.entrySet().stream()
            .filter(entry -> entry.getValue().topicId().equals(topicId))
            .collect(
                Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().lastOffset() + 1));
    Map<TopicPartition, OffsetAndMetadata> wrong = new HashMap<>();
    next.forEach(
        (partition, offset) -> {
          if (!offset.equals(committed.get(partition))) {
            wrong.put(new TopicPartition(input, partition), new OffsetAndMetadata(offset));
          }
        });
    tellWhatIsMissing(next);
    if (wrong.isEmpty()) {
      return;
    }
    try {
      KafkaAnswers.get(admin.alterConsumerGroupOffsets(group, wrong).all());
      wrong.forEach(
          (partition, offset) ->
              LOG.warn(
                  "Input partition {} goes on at offset {}, behind what was sequenced; the group"
                      + " had committed {}",
                  partition.partition(),
                  offset.offset(),
                  Objects.requireNonNullElse(committed.get(partition.partition()), "nothing")));
    } catch (UnknownMemberIdException e) {
      LOG.debug("Others run, so offsets are theirs", e);
    }
  }

  private void tellWhatIsMissing(Map<Integer, Long> next) {
    Map<Integer, Long> begins = offsets(next, OffsetSpec.earliest());
    Map<Integer, Long> ends = offsets(next, OffsetSpec.latest());
    next.forEach(
        (partition, offset) -> {
          long begin = begins.getOrDefault(partition, 0L);
          long end = ends.getOrDefault(partition, offset);
          if (begin > offset) {
            LOG.error(
                "INCIDENT: records {} to {} of input partition {} expired before they were"
                    + " sequenced, and are lost",
                offset,
                begin - 1,
                partition);
          }
          if (end < offset) {
            LOG.error(
                "INCIDENT: input partition {} ends at {}, but was sequenced up to {}: it lost its"
                    + " end, and new records are passed over until it is that long again",
                partition,
                end,
                offset);
          }
        });
  }

  private Map<Integer, Long> offsets(Map<Integer, Long> partitions, OffsetSpec which) {
    Map<TopicPartition, OffsetSpec> asked =
        partitions.keySet().stream()
            .map(partition -> new TopicPartition(input, partition))
            .collect(Collectors.toMap(Function.identity(), partition -> which));
    return KafkaAnswers.get(admin.listOffsets(asked).all()).entrySet().stream()
        .collect(
            Collectors.toMap(
                entry -> entry.getKey().partition(), entry -> entry.getValue().offset()));
  }
}
