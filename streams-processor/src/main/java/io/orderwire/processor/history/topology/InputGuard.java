package io.orderwire.processor.history.topology;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whether a partition may be gone on with, checked before the first record's outcome. What was true
 * of all partitions when the process started is checked by {@link StartCheck}; this is what holds
 * for each task whenever and wherever it starts.
 *
 * @param rules the rules of this program
 * @param topicId the input topic
 * @param acceptsOtherTopic whether an operator said that the state may go on with this topic,
 *     although it was made with another one
 * @param drainedEnds for each partition whose rules may change: the end of the input when it was
 *     found drained and committed. No record before it may be judged by the new rules.
 */
record InputGuard(
    RulesVersion rules, UUID topicId, boolean acceptsOtherTopic, Map<Integer, Long> drainedEnds) {

  InputGuard {
    drainedEnds = Map.copyOf(drainedEnds);
  }

  /**
   * The last offset that is done with, or -1.
   *
   * @param allDecided whether there is no record that was taken but waits for its schema
   * @throws RefusedToStartException if this program may not go on with the partition
   */
  long lastOffset(int partition, @Nullable InputState state, boolean allDecided) {
    if (state == null) {
      return -1;
    }
    if (!state.rules().equals(rules) && !(allDecided && drainedEnds.containsKey(partition))) {
      throw rulesDiffer(partition, state);
    }
    if (!state.topicId().equals(topicId)) {
      if (!acceptsOtherTopic) {
        throw new RefusedToStartException(otherTopic(partition, state.topicId()));
      }
      return -1;
    }
    return state.lastOffset();
  }

  /**
   * Lets a record pass.
   *
   * @throws RefusedToStartException if the rules changed although the record was there before
   */
  void admit(int partition, long offset, @Nullable InputState state) {
    if (state != null
        && !state.rules().equals(rules)
        && offset < drainedEnds.getOrDefault(partition, Long.MAX_VALUE)) {
      throw rulesDiffer(partition, state);
    }
  }

  String otherTopic(int partition, UUID former) {
    return "The input topic was made anew: the state of partition "
        + partition
        + " belongs to topic id "
        + former
        + ", and the topic now has "
        + topicId
        + ". Restore the former topic, or, if the histories are to go on with the new one, set"
        + " orderwire.processor.accept-source-topic-id="
        + topicId;
  }

  private RefusedToStartException rulesDiffer(int partition, InputState state) {
    return new RefusedToStartException(
        "Partition "
            + partition
            + " was sequenced by rules "
            + state.rules()
            + " and is not drained; this program has rules "
            + rules
            + ". Run the former version until its input is drained and committed, stop it, and"
            + " start this one again");
  }
}
