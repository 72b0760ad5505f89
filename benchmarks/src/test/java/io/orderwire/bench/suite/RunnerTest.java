package io.orderwire.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunnerTest {
  private final List<String> said = new ArrayList<>();
  private final List<String> watched = new ArrayList<>();
  private final RoundWatch watch =
      new RoundWatch() {
        @Override
        public void begin() {
          watched.add("begin");
        }

        @Override
        public void end() {
          watched.add("end");
        }

        @Override
        public void rowEnded(String row) {
          watched.add(row);
        }
      };
  private final Metric rate = Metric.atLeast(0.8, "", "req/s");

  @Test
  void sides_take_turns_after_a_round_of_each_that_does_not_count() throws Exception {
    FakeRow row =
        new FakeRow(
            List.of(rate),
            List.of(Sample.of(1), Sample.of(90), Sample.of(70)),
            List.of(Sample.of(1), Sample.of(100), Sample.of(100)));

    Result result = new Runner(1, 2, RoundWatch.NONE, said::add).run(row);

    assertThat(row.calls())
        .containsExactly(
            "open", "ours", "baseline", "ours", "baseline", "ours", "baseline", "close");
    assertThat(result.failure()).isEmpty();
    assertThat(result.ours()).containsExactly(Sample.of(90), Sample.of(70));
    assertThat(result.baseline()).containsExactly(Sample.of(100), Sample.of(100));
  }

  @Test
  void a_wrong_count_fails_the_row_and_closes_it() throws Exception {
    FakeRow row =
        new FakeRow(List.of(rate), List.of(Sample.of(1), Sample.of(90)), List.of(Sample.of(1)));

    Result result = new Runner(1, 2, RoundWatch.NONE, said::add).run(row);

    assertThat(result.failure()).contains("3 came, not 4");
    assertThat(result.lines()).isEmpty();
    assertThat(row.calls()).endsWith("close");
    assertThat(said.getLast()).isEqualTo("  failed: 3 came, not 4");
  }

  @Test
  void one_round_of_ours_more_is_watched_and_does_not_count() throws Exception {
    List<Sample> values = List.of(Sample.of(1), Sample.of(2), Sample.of(3), Sample.of(4));
    FakeRow row = new FakeRow(List.of(rate), values, values);

    Result result = new Runner(1, 2, watch, said::add).run(row);

    assertThat(result.ours()).containsExactly(Sample.of(2), Sample.of(3));
    assertThat(row.calls()).endsWith("baseline", "ours", "close");
    assertThat(watched).containsExactly("begin", "end", "fake");
  }

  @Test
  void a_watched_round_that_fails_is_watched_to_its_end_and_fails_the_row() throws Exception {
    List<Sample> values = List.of(Sample.of(1), Sample.of(2));

    Result result =
        new Runner(1, 1, watch, said::add).run(new FakeRow(List.of(rate), values, values));

    assertThat(watched).containsExactly("begin", "end", "fake");
    assertThat(result.failure()).isPresent();
  }

  @Test
  void whatever_else_goes_wrong_fails_the_row_too() throws Exception {
    Result result =
        new Runner(1, 1, RoundWatch.NONE, said::add)
            .run(new FakeRow(List.of(rate), List.of(), List.of()));

    assertThat(result.failure()).contains("java.io.IOException: lost");
  }

  @Test
  void a_sample_has_a_value_for_each_metric() throws Exception {
    FakeRow row = new FakeRow(List.of(rate), List.of(Sample.of(1, 2)), List.of(Sample.of(1)));

    assertThat(new Runner(1, 1, RoundWatch.NONE, said::add).run(row).failure().orElse(""))
        .contains("fake gave");
  }

  @Test
  void progress_names_round_and_values() throws Exception {
    List<Sample> values = List.of(Sample.of(1), Sample.of(1234.5));

    new Runner(1, 1, RoundWatch.NONE, said::add).run(new FakeRow(List.of(rate), values, values));

    assertThat(said)
        .containsExactly(
            "fake: something against something else",
            "  warm-up: 1.00 req/s, baseline 1.00",
            "  round 1 of 1: 1,234.50 req/s, baseline 1,234.50");
  }

  @Test
  void no_round_is_no_run() {
    assertThatThrownBy(() -> new Runner(1, 0, RoundWatch.NONE, said::add))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
