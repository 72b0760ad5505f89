package io.orderwire.processor.history.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.avro.OrderEvent;
import io.orderwire.processor.history.topology.SchemaAnswers.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchemaAnswersTest {
  private static final int ID = 77;
  private static final long LOOK_EVERY = 100;

  private final MemoryRegistry registry = new MemoryRegistry();
  private final Map<Long, Integer> verdicts = new HashMap<>();
  private long millis = 1_000_000;

  @Test
  void unknown_is_believed_only_after_the_whole_wait_and_written_down() {
    SchemaAnswers answers = answers();
    long waited = -LOOK_EVERY;
    Answer answer;
    do {
      assertThat(verdicts).isEmpty();
      answer = answers.answer(ID, 5);
      waited += LOOK_EVERY;
      millis += LOOK_EVERY;
    } while (answer.equals(new Answer.Undecided()));

    assertThat(answer).isEqualTo(new Answer.Unknown());
    assertThat(waited).isEqualTo(5_000);
    assertThat(verdicts).containsExactly(Map.entry(5L, ID));
  }

  @Test
  void a_schema_that_is_registered_during_the_wait_is_known() {
    SchemaAnswers answers = answers();
    assertThat(answers.answer(ID, 5)).isEqualTo(new Answer.Undecided());
    registry.registerLate(ID, OrderEvent.getClassSchema());
    assertThat(decided(answers, 5)).isInstanceOf(Answer.Known.class);
    assertThat(verdicts).isEmpty();
  }

  @Test
  void a_later_record_with_the_same_id_does_not_wait_again() {
    SchemaAnswers answers = answers();
    assertThat(decided(answers, 5)).isEqualTo(new Answer.Unknown());
    assertThat(answers.answer(ID, 6)).isEqualTo(new Answer.Unknown());
    assertThat(verdicts).containsOnlyKeys(5L, 6L);
  }

  @Test
  void the_registry_is_not_asked_more_often_than_twice_a_second() {
    SchemaAnswers answers = answers();
    for (int looks = 0; looks < 20; looks++) {
      assertThat(answers.answer(ID, 5)).isEqualTo(new Answer.Undecided());
      millis += LOOK_EVERY;
    }
    assertThat(registry.questions()).isEqualTo(4);
  }

  @Test
  void a_registry_that_is_away_decides_nothing_however_long() {
    registry.away(true);
    SchemaAnswers answers = answers();
    for (int looks = 0; looks < 10_000; looks++) {
      assertThat(answers.answer(ID, 5)).isEqualTo(new Answer.Undecided());
      millis += LOOK_EVERY;
    }
    registry.away(false);
    registry.registerLate(ID, OrderEvent.getClassSchema());
    assertThat(decided(answers, 5)).isInstanceOf(Answer.Known.class);
    assertThat(verdicts).isEmpty();
  }

  @Test
  void an_outage_and_a_clock_that_jumps_do_not_count_as_answers() {
    SchemaAnswers answers = answers();
    assertThat(answers.answer(ID, 5)).isEqualTo(new Answer.Undecided());
    millis += 3_600_000;
    assertThat(answers.answer(ID, 5)).isEqualTo(new Answer.Undecided());
    registry.away(true);
    millis += 60_000;
    assertThat(answers.answer(ID, 5)).isEqualTo(new Answer.Undecided());
    registry.away(false);
    millis -= 7_200_000;
    assertThat(answers.answer(ID, 5)).isEqualTo(new Answer.Undecided());
    assertThat(verdicts).isEmpty();
  }

  @Test
  void a_verdict_stands_although_the_schema_is_known_now() {
    registry.registerLate(ID, OrderEvent.getClassSchema());
    verdicts.put(5L, ID);
    assertThat(answers().answer(ID, 5)).isEqualTo(new Answer.Unknown());
    assertThat(answers().answer(ID, 6)).isInstanceOf(Answer.Known.class);
  }

  @Test
  void a_registry_that_does_not_come_back_with_an_answer_is_not_waited_for() {
    List<Runnable> underWay = new ArrayList<>();
    SchemaQuestions questions = new SchemaQuestions(registry, underWay::add);
    SchemaAnswers one = answers(questions);
    SchemaAnswers other = answers(questions);
    registry.registerLate(ID, OrderEvent.getClassSchema());
    for (int looks = 0; looks < 3; looks++) {
      assertThat(one.answer(ID, 5)).isEqualTo(new Answer.Undecided());
      assertThat(other.answer(ID, 9)).isEqualTo(new Answer.Undecided());
      millis += 60_000;
    }
    assertThat(underWay).as("one question of both").hasSize(1);
    underWay.forEach(Runnable::run);
    assertThat(one.answer(ID, 5)).isInstanceOf(Answer.Known.class);
    assertThat(other.answer(ID, 9)).isInstanceOf(Answer.Known.class);
  }

  private Answer decided(SchemaAnswers answers, long offset) {
    for (int looks = 0; looks < 1_000; looks++) {
      Answer answer = answers.answer(ID, offset);
      if (!answer.equals(new Answer.Undecided())) {
        return answer;
      }
      millis += LOOK_EVERY;
    }
    throw new AssertionError("nothing was decided");
  }

  private SchemaAnswers answers() {
    return answers(new SchemaQuestions(registry, Runnable::run));
  }

  private SchemaAnswers answers(SchemaQuestions questions) {
    return new SchemaAnswers(
        questions,
        new MemoryVerdicts(verdicts, false),
        () -> Instant.ofEpochMilli(millis),
        new NoTally(),
        0,
        Duration.ofSeconds(5));
  }
}
