package io.orderwire.bench.micro;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What JMH found out about one part.
 *
 * @param ours our way
 * @param baseline the obvious one
 */
public record MicroResult(Micro micro, Side ours, Side baseline) {
  /**
   * One method.
   *
   * @param nanos one operation takes, on average
   * @param error half of the 99.9 % confidence interval, in ns; NaN where there is none
   * @param bytes one operation allocates
   */
  public record Side(double nanos, double error, double bytes) {}

  /** How often the baseline's time ours takes. */
  public double ratio() {
    return ours.nanos() / baseline.nanos();
  }

  /**
   * Results from JMH's JSON, of those of these that are in it.
   *
   * @throws IllegalArgumentException if one of them is missing
   */
  static List<MicroResult> of(List<Micro> micros, JsonNode json) {
    return micros.stream()
        .map(
            micro ->
                new MicroResult(micro, side(micro, "ours", json), side(micro, "baseline", json)))
        .toList();
  }

  private static Side side(Micro micro, String method, JsonNode json) {
    for (JsonNode one : json) {
      if (one.path("benchmark").asText().equals(micro.type() + "." + method)) {
        JsonNode time = one.path("primaryMetric");
        JsonNode bytes = one.path("secondaryMetrics").path("gc.alloc.rate.norm");
        return new Side(
            time.path("score").asDouble(),
            Double.parseDouble(time.path("scoreError").asText("NaN")),
            bytes.path("score").asDouble());
      }
    }
    throw new IllegalArgumentException("JMH has no result of " + micro.name() + "'s " + method);
  }
}
