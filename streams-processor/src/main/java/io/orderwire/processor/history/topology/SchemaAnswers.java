package io.orderwire.processor.history.topology;

import io.orderwire.schemas.registry.RegistryClient;
import io.orderwire.schemas.registry.RegistryException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which schema a record was written with, for one input partition. An answer stands on every
 * replay:
 *
 * <ul>
 *   <li>a verdict on the record, if there is one;
 *   <li>the registry's schema, which never changes for an id;
 *   <li>"unknown", once the registry has said so again and again for {@code unknownAfter}. This is
 *       written down first. A later record with the same id is asked for once, not waited for.
 * </ul>
 *
 * Until then it is undecided, and the caller asks again: about one record at a time, since nothing
 * later may be decided first. A registry that gives no answer decides nothing, however long: the
 * partition waits and alarms.
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
  private final InstantSource clock;
  private final Tally tally;
  private final int partition;
  private final Duration unknownAfter;
  private final Set<Integer> met = new HashSet<>();
  private final Set<Integer> waitedFor = new HashSet<>();
  private @Nullable Question question;

  /** What is known of an id. */
  sealed interface Answer {
    /** The schema. */
    record Known(Schema schema) implements Answer {}

    /** The registry does not know the id. */
    record Unknown() implements Answer {}

    /** The id stands for something that is not a schema of ours, and always will. */
    record Unusable(String why) implements Answer {}

    /** Not told yet; ask again. */
    record Undecided() implements Answer {}
  }

  SchemaAnswers(
      RegistryClient registry,
      Verdicts verdicts,
      InstantSource clock,
      Tally tally,
      int partition,
      Duration unknownAfter) {
    this.registry = registry;
    this.verdicts = verdicts;
    this.clock = clock;
    this.tally = tally;
    this.partition = partition;
    this.unknownAfter = unknownAfter;
  }

  Answer answer(int id, long offset) {
    if (verdicts.isUnknown(offset)) {
      goOn();
      return new Answer.Unknown();
    }
    Question open = question;
    if (open == null || open.offset != offset) {
      open = new Question(offset);
    }
    long now = clock.millis();
    if (!open.isDue(now)) {
      return new Answer.Undecided();
    }
    try {
      return confirmed(id, offset, new Answer.Known(registry.byId(id)));
    } catch (RegistryException.NotFound e) {
      open.isUnknown(now);
      if (waitedFor.contains(id) || open.unknownFor.compareTo(unknownAfter) >= 0) {
        return decided(id, offset);
      }
      open.askAgain(now, min(ASK_AGAIN, unknownAfter.minus(open.unknownFor)));
    } catch (RegistryException.Unusable e) {
      return confirmed(id, offset, new Answer.Unusable(String.valueOf(e.getMessage())));
    } catch (RegistryException.Refused | RegistryException.Unavailable e) {
      alarm(id, open, e);
      open.isUnanswered(now);
    }
    tally.waits(partition);
    question = open;
    return new Answer.Undecided();
  }

  private Answer confirmed(int id, long offset, Answer answer) {
    goOn();
    waitedFor.remove(id);
    if (!met.contains(id)) {
      verdicts.refresh();
      remember(met, id);
    }
    return verdicts.isUnknown(offset) ? new Answer.Unknown() : answer;
  }

  private Answer decided(int id, long offset) {
    goOn();
    verdicts.writeUnknown(offset, id);
    remember(waitedFor, id);
    LOG.warn(
        "Input partition {} offset {}: the registry does not know schema id {}; this stands",
        partition,
        offset,
        id);
    return new Answer.Unknown();
  }

  private void goOn() {
    if (question != null) {
      question = null;
      tally.goesOn(partition);
    }
  }

  private void alarm(int id, Question open, RegistryException e) {
    if (open.unanswered.compareTo(open.alarmAt) >= 0) {
      open.alarmAt = open.unanswered.plus(REPEAT_ALARM);
      LOG.error(
          "Input partition {} waits at offset {} for the schema registry's answer about id {}: {}",
          partition,
          open.offset,
          id,
          e.getMessage());
    }
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

  /** A record that waits. Only time that was spent waiting between answers counts. */
  private static final class Question {
    final long offset;
    Duration unknownFor = Duration.ZERO;
    Duration unanswered = Duration.ZERO;
    Duration alarmAt = Duration.ZERO;
    private Duration wait = Duration.ZERO;
    private boolean unknownLast;
    private long askedAt;

    Question(long offset) {
      this.offset = offset;
    }

    /** Also where the clock was set back, since then nobody knows how long it has been. */
    boolean isDue(long now) {
      return now < askedAt || now - askedAt >= wait.toMillis();
    }

    void isUnknown(long now) {
      if (unknownLast && now >= askedAt) {
        // A clock that jumps ahead, or a thread that stood still, is no answer of the registry.
        unknownFor = unknownFor.plus(wait);
      }
      unknownLast = true;
      unanswered = Duration.ZERO;
    }

    void isUnanswered(long now) {
      unknownLast = false;
      askAgain(now, min(LONGEST_WAIT, ASK_AGAIN.plus(unanswered)));
      unanswered = unanswered.plus(wait);
    }

    void askAgain(long now, Duration after) {
      askedAt = now;
      wait = after;
    }
  }
}
