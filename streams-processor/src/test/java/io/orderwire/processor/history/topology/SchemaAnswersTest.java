package io.orderwire.processor.history.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderwire.avro.OrderEvent;
import io.orderwire.processor.history.topology.SchemaAnswers.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchemaAnswersTest {
  private static final int ID = 77;

  private final MemoryRegistry registry = new MemoryRegistry();
  private final Map<Long, Integer> verdicts = new HashMap<>();
  private final List<Duration> waits = new ArrayList<>();
  private Runnable duringWait = () -> {};

  @Test
  void unknown_is_believed_only_after_the_whole_wait_and_written_down() {
    assertThat(answers().answer(ID, 5)).isEqualTo(new Answer.Unknown());
    assertThat(waits.stream().reduce(Duration.ZERO, Duration::plus))
        .isEqualTo(Duration.ofSeconds(5));
    assertThat(verdicts).containsExactly(Map.entry(5L, ID));
  }

  @Test
  void a_schema_that_is_registered_during_the_wait_is_known() {
    duringWait = () -> registry.registerLate(ID, OrderEvent.getClassSchema());
    assertThat(answers().answer(ID, 5)).isInstanceOf(Answer.Known.class);
    assertThat(verdicts).isEmpty();
  }

  @Test
  void a_later_record_with_the_same_id_does_not_wait_again() {
    SchemaAnswers answers = answers();
    assertThat(answers.answer(ID, 5)).isEqualTo(new Answer.Unknown());
    waits.clear();
    assertThat(answers.answer(ID, 6)).isEqualTo(new Answer.Unknown());
    assertThat(waits).isEmpty();
    assertThat(verdicts).containsOnlyKeys(5L, 6L);
  }

  @Test
  void a_registry_that_is_away_decides_nothing_however_long() {
    registry.away(true);
    duringWait =
        () -> {
          if (waits.size() == 500) {
            registry.away(false);
            registry.registerLate(ID, OrderEvent.getClassSchema());
          }
        };
    assertThat(answers().answer(ID, 5)).isInstanceOf(Answer.Known.class);
    assertThat(waits).hasSize(500).allMatch(wait -> wait.compareTo(Duration.ofSeconds(5)) <= 0);
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
  void a_stop_ends_the_wait_without_a_decision() {
    registry.away(true);
    SchemaAnswers stopping =
        new SchemaAnswers(
            registry,
            new MemoryVerdicts(verdicts),
            duration -> false,
            new NoTally(),
            0,
            Duration.ofSeconds(5));
    assertThatThrownBy(() -> stopping.answer(ID, 5)).isInstanceOf(StoppedWaitingException.class);
    assertThat(verdicts).isEmpty();
  }

  private SchemaAnswers answers() {
    return new SchemaAnswers(
        registry,
        new MemoryVerdicts(verdicts),
        duration -> {
          waits.add(duration);
          duringWait.run();
          return true;
        },
        new NoTally(),
        0,
        Duration.ofSeconds(5));
  }
}
