package io.orderwire.processor.history.topology;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What has to be known of a processor's changelogs by who moves them to topics of another cluster
 * or partition count. Heads and ids are a partner's and go where the partner goes. How far the
 * input is sequenced is the input's: a new input begins with nothing, but with the same rules.
 * Records that wait for their schema cannot be moved: they stand in no history yet.
 */
public final class MovableState {
  /** The changelogs whose records belong to partners. */
  private static final List<String> OF_PARTNERS =
      List.of(SequencerTopology.FORMER_HEADS, SequencerTopology.IDS, SequencerTopology.SUPERSEDED);

  private MovableState() {}

  /** The changelogs, by name, whose records belong to partners. */
  public static List<String> ofPartners(String applicationId) {
    return OF_PARTNERS.stream().map(store -> changelog(applicationId, store)).toList();
  }

  /** The changelog of how far inputs are sequenced; its partitions are the input's. */
  public static String ofInputs(String applicationId) {
    return changelog(applicationId, SequencerTopology.INPUTS);
  }

  /** The changelog of records that wait. */
  public static String ofWaiting(String applicationId) {
    return changelog(applicationId, SequencerTopology.HELD);
  }

  private static String changelog(String applicationId, String store) {
    return applicationId + "-" + store + "-changelog";
  }

  /**
   * The partner, in UTF-8, whose record has this key.
   *
   * @param changelog one of {@link #ofPartners}
   * @return null if it is no key of that changelog
   */
  public static byte @Nullable [] partner(String changelog, byte[] key) {
    return changelog.endsWith("-" + SequencerTopology.IDS + "-changelog")
        ? IdKeys.partner(key)
        : Arrays.copyOf(key, key.length);
  }

  /**
   * How far an input is sequenced.
   *
   * @param topicId Kafka's id of the input topic
   * @param rules by what, as text; equal where the rules are
   * @param next the offset to go on at
   */
  public record Sequenced(UUID topicId, String rules, long next) {}

  /** What a record of {@link #ofInputs} says. */
  public static Sequenced sequenced(byte[] value) {
    InputState state = InputState.fromBytes(value);
    return new Sequenced(state.topicId(), state.rules().toString(), state.lastOffset() + 1);
  }

  /** The key of a partition's one record in {@link #ofInputs}. */
  public static byte[] inputKey() {
    return InputState.KEY.clone();
  }

  /**
   * A record's value in {@link #ofInputs} for an input of which nothing is sequenced yet.
   *
   * @param former a value that has the rules
   * @param topicId Kafka's id of the new input topic
   */
  public static byte[] beginning(byte[] former, UUID topicId) {
    return new InputState(InputState.fromBytes(former).rules(), topicId, -1).toBytes();
  }

  /** Whether a record of {@link #ofWaiting} is one that waits. */
  public static boolean waits(byte[] key, byte @Nullable [] value) {
    return value != null && !HeldRecords.isMark(key);
  }
}
