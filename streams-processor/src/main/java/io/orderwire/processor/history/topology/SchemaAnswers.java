package io.orderwire.processor.history.topology;

import io.orderwire.schemas.registry.RegistryClient;
import io.orderwire.schemas.registry.RegistryException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which schema a record was written with, for one input partition. Blocks until there is an answer
 * that stands on every replay:
 *
 * <ul>
 *   <li>a verdict on the record, if there is one;
 *   <li>the registry's schema, which never changes for an id;
 *   <li>"unknown", once the registry has said so again and again for {@code unknownAfter}. This is
 *       written down first. A later record with the same id is asked for once, not waited for.
 * </ul>
 *
 * A registry that gives no answer decides nothing, however long: the partition waits and alarms.
 *
 * <p>An owner that was replaced without knowing it may write a verdict late. So where an id is met
 * for the first time, the verdicts are read once more after the registry's answer. What is left is
 * an owner that stops between the registry's last "unknown" and its write, for longer than it takes
 * to replace it, while the schema is registered.
 */
final class SchemaAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(SchemaAnswers.class);
  private static final Duration ASK_AGAIN = Duration.ofMillis(500);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
  private static final Duration REPEAT_ALARM = Duration.ofSeconds(30);
  private static final int MOST_IDS = 10_000;

  private final RegistryClient registry;
  private final Verdicts verdicts;
  private final Pause pause;
  private final Tally tally;
  private final int partition;
  private final Duration unknownAfter;
  private final Set<Integer> met = new HashSet<>();
  private final Set<Integer> waitedFor = new HashSet<>();

  /** What is known of an id. */
  sealed interface Answer {
    /** The schema. */
    record Known(Schema schema) implements Answer {}

    /** The registry does not know the id. */
    record Unknown() implements Answer {}

    /** The id stands for something that is not a schema of ours, and always will. */
    record Unusable(String why) implements Answer {}
  }

  SchemaAnswers(
      RegistryClient registry,
      Verdicts verdicts,
      Pause pause,
      Tally tally,
      int partition,
      Duration unknownAfter) {
    this.registry = registry;
    this.verdicts = verdicts;
    this.pause = pause;
    this.tally = tally;
    this.partition = partition;
    this.unknownAfter = unknownAfter;
  }

  Answer answer(int id, long offset) {
    if (verdicts.isUnknown(offset)) {
      return new Answer.Unknown();
    }
    Duration unknownFor = Duration.ZERO;
    Duration unanswered = Duration.ZERO;
    while (true) {
      Duration wait;
      try {
        return confirmed(id, offset, new Answer.Known(registry.byId(id)));
      } catch (RegistryException.NotFound e) {
        if (waitedFor.contains(id) || unknownFor.compareTo(unknownAfter) >= 0) {
          return decided(id, offset);
        }
        wait = min(ASK_AGAIN, unknownAfter.minus(unknownFor));
        unknownFor = unknownFor.plus(wait);
      } catch (RegistryException.Refused e) {
        if (e instanceof RegistryException.Unusable) {
          return confirmed(id, offset, new Answer.Unusable(String.valueOf(e.getMessage())));
        }
        wait = alarmed(id, offset, unanswered, e);
        unanswered = unanswered.plus(wait);
      } catch (RegistryException.Unavailable e) {
        wait = alarmed(id, offset, unanswered, e);
        unanswered = unanswered.plus(wait);
      }
      if (!pause.pause(wait)) {
        throw new StoppedWaitingException("schema id " + id);
      }
    }
  }

  private Answer confirmed(int id, long offset, Answer answer) {
    tally.goesOn(partition);
    waitedFor.remove(id);
    if (!met.contains(id)) {
      verdicts.refresh();
      remember(met, id);
    }
    return verdicts.isUnknown(offset) ? new Answer.Unknown() : answer;
  }

  private Answer decided(int id, long offset) {
    tally.goesOn(partition);
    verdicts.writeUnknown(offset, id);
    remember(waitedFor, id);
    LOG.warn(
        "Input partition {} offset {}: the registry does not know schema id {}; this stands",
        partition,
        offset,
        id);
    return new Answer.Unknown();
  }

  private Duration alarmed(int id, long offset, Duration unanswered, RegistryException e) {
    tally.waits(partition);
    Duration wait = min(LONGEST_WAIT, ASK_AGAIN.plus(unanswered));
    boolean due =
        unanswered.dividedBy(REPEAT_ALARM) != unanswered.minus(wait).dividedBy(REPEAT_ALARM);
    if (unanswered.isZero() || due) {
      LOG.error(
          "Input partition {} waits at offset {} for the schema registry's answer about id {}: {}",
          partition,
          offset,
          id,
          e.getMessage());
    }
    return wait;
  }

  private static void remember(Set<Integer> ids, int id) {
    if (ids.size() >= MOST_IDS) {
      ids.clear();
    }
    ids.add(id);
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
