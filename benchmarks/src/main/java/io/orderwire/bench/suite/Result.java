package io.orderwire.bench.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What came of a row.
 *
 * @param ours one sample a round
 * @param baseline as many, of the same rounds; fewer by one where the row failed between
 * @param failure why the row does not count, if so
 */
public record Result(
    String row,
    String title,
    List<Metric> metrics,
    List<Sample> ours,
    List<Sample> baseline,
    Optional<String> failure) {
  /** Takes copies. */
  public Result {
    metrics = List.copyOf(metrics);
    ours = List.copyOf(ours);
    baseline = List.copyOf(baseline);
  }

  /**
   * One metric over all rounds.
   *
   * @param ours the median of our values
   * @param baseline the median of the baseline's values
   * @param ratio the median of the rounds' ratios: each round is compared with its own baseline, so
   *     that a machine that slows down slows both
   * @param lowest the lowest ratio of a round
   * @param highest the highest ratio of a round
   */
  public record Line(
      Metric metric, double ours, double baseline, double ratio, double lowest, double highest) {
    /** Whether the goal is met; empty without a goal. */
    public Optional<Boolean> met() {
      return metric.goal().map(goal -> goal.isMet(ours, ratio));
    }

    /** The ratio at which the goal is just met; empty without a goal. */
    public Optional<Double> edge() {
      return metric.goal().map(goal -> goal.edge(baseline));
    }
  }

  /** One line a metric; none where the row failed. */
  public List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    if (failure.isPresent()) {
      return lines;
    }
    for (int i = 0; i < metrics.size(); i++) {
      double[] own = values(ours, i);
      double[] other = values(baseline, i);
      double[] ratios = new double[own.length];
      for (int round = 0; round < own.length; round++) {
        ratios[round] = own[round] / other[round];
      }
      lines.add(
          new Line(
              metrics.get(i),
              Statistics.median(own),
              Statistics.median(other),
              Statistics.median(ratios),
              Statistics.lowest(ratios),
              Statistics.highest(ratios)));
    }
    return lines;
  }

  private static double[] values(List<Sample> samples, int metric) {
    return samples.stream().mapToDouble(sample -> sample.values().get(metric)).toArray();
  }
}
