package io.orderwire.bench.report;

import io.orderwire.bench.suite.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Results as a picture: a bar for each ratio, from the baseline to the left or to the right on a
 * logarithmic scale, so that half and double are as long; a thin line for its spread, and a stroke
 * where the goal is. Light or dark as the page is.
 */
public final class ResultSvg {
  private static final int BESIDE = 10;
  private static final double CHARACTER = 7.4;
  private static final int WIDTH = 400;
  private static final int ROW = 28;
  private static final int TOP = 56;
  private static final double LEAST = 0.01;
  private static final double MOST = 100;
  private static final double[] TICKS = {0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100};
  private static final String STYLE =
      """
      <style>
      text{fill:#24292f;font:13px sans-serif}
      .ground{fill:#ffffff}.quiet{fill:#57606a;font-size:11px}
      .grid{stroke:#d8dee4}.one{stroke:#57606a;stroke-width:1.5}
      .met{fill:#3b8a5a}.missed{fill:#c0603a}.told{fill:#7a8ca3}
      .spread{stroke:#24292f}.goal{stroke:#24292f;stroke-width:3}
      @media (prefers-color-scheme:dark){
      text{fill:#e6edf3}
      .ground{fill:#0d1117}.quiet{fill:#8d96a0}
      .grid{stroke:#30363d}.one{stroke:#8d96a0}
      .met{fill:#4fae76}.missed{fill:#d9774f}.told{fill:#7d90a8}
      .spread{stroke:#e6edf3}.goal{stroke:#e6edf3}
      }
      </style>
      """;

  private final StringBuilder svg = new StringBuilder();
  private final List<Bar> bars = new ArrayList<>();
  private final double label;
  private final double numbers;
  private final double low;
  private final double high;

  private record Bar(String name, String numbers, Result.Line line) {}

  private ResultSvg(List<Result> results) {
    double least = 0.5;
    double most = 2;
    int longestName = 0;
    int longestNumbers = 0;
    for (Result result : results) {
      for (Result.Line line : result.lines()) {
        Bar bar = new Bar(Numbers.name(result, line.metric()), numbers(line), line);
        bars.add(bar);
        longestName = Math.max(longestName, bar.name().length());
        longestNumbers = Math.max(longestNumbers, bar.numbers().length());
        double edge = line.edge().orElse(1.0);
        least = Math.min(least, bounded(Math.min(line.lowest(), edge)));
        most = Math.max(most, bounded(Math.max(line.highest(), edge)));
      }
    }
    label = 2 * BESIDE + longestName * CHARACTER;
    numbers = 2 * BESIDE + longestNumbers * CHARACTER;
    low = Math.log(least / 1.15);
    high = Math.log(most * 1.15);
  }

  /** The picture, as text. */
  public static String of(List<Result> results) {
    return new ResultSvg(results).draw();
  }

  private String draw() {
    int width = (int) Math.ceil(label + WIDTH + numbers);
    int bottom = TOP + bars.size() * ROW;
    line(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\">",
        width, bottom + BESIDE, width, bottom + BESIDE);
    svg.append(STYLE);
    line("<rect class=\"ground\" width=\"%d\" height=\"%d\"/>", width, bottom + BESIDE);
    line("<text x=\"%.1f\" y=\"18\">ratio to the baseline; ▎ the goal</text>", label);
    for (double tick : TICKS) {
      if (Math.log(tick) >= low && Math.log(tick) <= high) {
        double x = at(tick);
        stroke(tick == 1 ? "one" : "grid", x, TOP - 8, x, bottom);
        line(
            "<text class=\"quiet\" text-anchor=\"middle\" x=\"%.1f\" y=\"%d\">%s</text>",
            x, TOP - 14, tick < 1 ? Double.toString(tick) : Integer.toString((int) tick));
      }
    }
    for (int i = 0; i < bars.size(); i++) {
      bar(bars.get(i), TOP + i * ROW);
    }
    return svg.append("</svg>\n").toString();
  }

  private void bar(Bar bar, int y) {
    Result.Line line = bar.line();
    double from = Math.min(at(1), at(line.ratio()));
    double to = Math.max(at(1), at(line.ratio()));
    line("<text x=\"%d\" y=\"%d\">%s</text>", BESIDE, y + 16, escaped(bar.name()));
    line(
        "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"16\"/>",
        line.met().map(met -> met ? "met" : "missed").orElse("told"),
        from,
        y + 3,
        Math.max(1, to - from));
    stroke("spread", at(line.lowest()), y + 11, at(line.highest()), y + 11);
    line.edge().ifPresent(edge -> stroke("goal", at(edge), y, at(edge), y + 22));
    line(
        "<text x=\"%.1f\" y=\"%d\">%s</text>",
        label + WIDTH + BESIDE, y + 16, escaped(bar.numbers()));
  }

  private static String numbers(Result.Line line) {
    return Numbers.ratio(line.ratio())
        + line.metric().goal().map(goal -> " (goal " + goal + ")").orElse("")
        + ": "
        + Numbers.value(line.ours(), line.metric().unit());
  }

  /** Where a ratio lies. */
  private double at(double ratio) {
    return label + WIDTH * (Math.log(bounded(ratio)) - low) / (high - low);
  }

  private static double bounded(double ratio) {
    return ratio > LEAST ? Math.min(MOST, ratio) : LEAST;
  }

  private void stroke(String type, double x1, double y1, double x2, double y2) {
    line(
        "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
        type, x1, y1, x2, y2);
  }

  @SuppressWarnings("AnnotateFormatMethod")
  private void line(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
