package io.orderwire.processor.history.topology;

import io.orderwire.schemas.registry.RegistryException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
  private static final Duration SOON = Duration.ofMillis(20);
  private static final int MOST_IDS = 10_000;

  private final SchemaQuestions questions;
  private final Verdicts verdicts;
  private final InstantSource clock;
  private final Tally tally;
  private final int partition;
  private final Duration unknownAfter;
  private final Map<Integer, Answer> known = new HashMap<>();
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
      SchemaQuestions questions,
      Verdicts verdicts,
      InstantSource clock,
      Tally tally,
      int partition,
      Duration unknownAfter) {
    this.questions = questions;
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
    Answer before = known.get(id);
    if (before != null) {
      goOn();
      return before;
    }
    Question open = question;
    if (open == null || open.offset != offset) {
      open = new Question(offset);
      question = open;
    }
    Optional<Answer> told = told(id, open);
    if (told.isPresent()) {
      goOn();
      return told.get();
    }
    tally.waits(partition);
    return new Answer.Undecided();
  }

  /** Returns once every "unknown" that was answered is written down for good. */
  void settle() {
    verdicts.settle();
  }

  private Optional<Answer> told(int id, Question open) {
    CompletableFuture<Schema> asked = open.asked;
    if (asked == null) {
      if (!open.isDue(clock.millis())) {
        return Optional.empty();
      }
      asked = questions.ask(id);
      open.asked = asked;
    }
    try {
      // Most answers are there at once.
      Schema schema = asked.get(SOON.toMillis(), TimeUnit.MILLISECONDS);
      return Optional.of(confirmed(id, open.offset, new Answer.Known(schema)));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      open.asked = null;
      return told(id, open, e.getCause());
    }
  }

  private Optional<Answer> told(int id, Question open, @Nullable Throwable failure) {
    long now = clock.millis();
    switch (failure) {
      case RegistryException.NotFound e -> {
        open.isUnknown(now);
        if (waitedFor.contains(id) || open.unknownFor.compareTo(unknownAfter) >= 0) {
          return Optional.of(decided(id, open.offset));
        }
        open.askAgain(now, min(ASK_AGAIN, unknownAfter.minus(open.unknownFor)));
      }
      case RegistryException.Unusable e -> {
        return Optional.of(
            confirmed(id, open.offset, new Answer.Unusable(String.valueOf(e.getMessage()))));
      }
      case RegistryException e -> {
        alarm(id, open, e);
        open.isUnanswered(now);
      }
      case null, default ->
          throw new IllegalStateException("the question about schema id " + id, failure);
    }
    return Optional.empty();
  }

  private Answer confirmed(int id, long offset, Answer answer) {
    waitedFor.remove(id);
    verdicts.refresh();
    if (known.size() >= MOST_IDS) {
      known.clear();
    }
    known.put(id, answer);
    return verdicts.isUnknown(offset) ? new Answer.Unknown() : answer;
  }

  private Answer decided(int id, long offset) {
    verdicts.writeUnknown(offset, id);
    if (waitedFor.size() >= MOST_IDS) {
      waitedFor.clear();
    }
    if (waitedFor.add(id)) {
      LOG.warn(
          "Input partition {} offset {}: the registry does not know schema id {}; this stands, and"
              + " later records with this id do not wait",
          partition,
          offset,
          id);
    }
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

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  /** A record that waits. Only time that was spent waiting between answers counts. */
  private static final class Question {
    final long offset;
    @Nullable CompletableFuture<Schema> asked;
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
