package io.orderwire.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultTest {

  @Test
  void the_ratio_is_the_median_of_the_rounds_ratios() {
    // The machine halves its speed in the third round: both sides' values do, the ratio does not.
    Result.Line line =
        line(
            Metric.atLeast(0.8, "", "req/s"),
            List.of(Sample.of(90), Sample.of(80), Sample.of(45)),
            List.of(Sample.of(100), Sample.of(100), Sample.of(50)));

    assertThat(line.ours()).isEqualTo(80);
    assertThat(line.baseline()).isEqualTo(100);
    assertThat(line.ratio()).isEqualTo(0.9);
    assertThat(line.lowest()).isEqualTo(0.8);
    assertThat(line.highest()).isEqualTo(0.9);
    assertThat(line.met()).contains(true);
  }

  @Test
  void of_an_even_number_the_median_is_between_the_two_in_the_middle() {
    assertThat(Statistics.median(new double[] {4, 1, 3, 2})).isEqualTo(2.5);
  }

  @Property
  void the_ratio_lies_within_its_spread(
      @ForAll @Size(min = 1, max = 7) List<@DoubleRange(min = 0.1, max = 1e6) Double> values) {
    List<Sample> ours = values.stream().map(Sample::of).toList();
    Result.Line line = line(Metric.told("", "ms"), ours, ours.reversed());

    assertThat(line.ratio()).isBetween(line.lowest(), line.highest());
    assertThat(line.met()).isEmpty();
  }

  @Test
  void goals_are_met_at_their_bounds() {
    assertThat(new Goal.AtLeast(0.8).isMet(9, 0.8)).isTrue();
    assertThat(new Goal.AtLeast(0.8).isMet(9, 0.79)).isFalse();
    assertThat(new Goal.AtMost(2.5).isMet(9, 2.5)).isTrue();
    assertThat(new Goal.AtMost(2.5).isMet(9, 2.51)).isFalse();
    assertThat(new Goal.ValueAtMost(5, "s").isMet(5, 9)).isTrue();
    assertThat(new Goal.ValueAtMost(5, "s").isMet(5.01, 0.1)).isFalse();
  }

  @Test
  void a_goal_of_the_value_itself_lies_at_another_ratio_with_each_baseline() {
    Result.Line line =
        line(Metric.valueAtMost(5, "", "s"), List.of(Sample.of(4)), List.of(Sample.of(2)));

    assertThat(line.met()).contains(true);
    assertThat(line.edge()).contains(2.5);
  }

  @Test
  void each_metric_is_compared_with_its_own() {
    Result result =
        new Result(
            "row",
            "title",
            List.of(Metric.atMost(2.5, "p50", "ms"), Metric.atMost(1.5, "p99", "ms")),
            List.of(Sample.of(2, 30)),
            List.of(Sample.of(1, 15)),
            Optional.empty());

    assertThat(result.lines().get(0).ratio()).isCloseTo(2, within(1e-9));
    assertThat(result.lines().get(0).met()).contains(true);
    assertThat(result.lines().get(1).met()).contains(false);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void what_is_not_positive_was_not_measured(double value) {
    assertThatThrownBy(() -> Sample.of(value)).isInstanceOf(IllegalArgumentException.class);
  }

  private static Result.Line line(Metric metric, List<Sample> ours, List<Sample> baseline) {
    return new Result("row", "title", List.of(metric), ours, baseline, Optional.empty())
        .lines()
        .getFirst();
  }
}
