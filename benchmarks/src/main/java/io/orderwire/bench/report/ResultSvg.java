package io.orderwire.bench.report;

import io.orderwire.bench.suite.Goal;
import io.orderwire.bench.suite.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Results as a picture: a bar for each ratio to the baseline, a thin line for its spread, and a
 * stroke where the goal is.
 */
public final class ResultSvg {
  private static final int LABEL = 190;
  private static final int WIDTH = 420;
  private static final int NUMBERS = 250;
  private static final int ROW = 28;
  private static final int TOP = 34;

  private ResultSvg() {}

  private record Bar(String name, Result.Line line) {}

  /** The picture, as text. */
  public static String of(List<Result> results) {
    List<Bar> bars = new ArrayList<>();
    for (Result result : results) {
      result.lines().forEach(line -> bars.add(new Bar(Numbers.name(result, line.metric()), line)));
    }
    double most = 1;
    for (Bar bar : bars) {
      double bound = bar.line().metric().goal().map(Goal::bound).orElse(0.0);
      most = Math.max(most, Math.max(bound, bar.line().highest()));
    }
    int width = LABEL + WIDTH + NUMBERS;
    int height = TOP + bars.size() * ROW + 8;
    StringBuilder svg = new StringBuilder();
    add(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
            + " font-family=\"sans-serif\" font-size=\"13\">",
        width,
        height,
        width,
        height);
    add(svg, "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", width, height);
    add(svg, "<text x=\"%d\" y=\"20\" fill=\"#444444\">ratio to the baseline</text>", LABEL);
    double scale = WIDTH / most;
    stroke(svg, LABEL + scale, TOP - 6, height - 4, "#999999", "4 3");
    for (int i = 0; i < bars.size(); i++) {
      bar(svg, bars.get(i), TOP + i * ROW, scale);
    }
    return svg.append("</svg>\n").toString();
  }

  private static void bar(StringBuilder svg, Bar bar, int y, double scale) {
    Result.Line line = bar.line();
    String colour = line.met().map(met -> met ? "#3b8a5a" : "#c0603a").orElse("#7a8ca3");
    add(svg, "<text x=\"8\" y=\"%d\" fill=\"#222222\">%s</text>", y + 15, escaped(bar.name()));
    add(
        svg,
        "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"16\" fill=\"%s\"/>",
        LABEL,
        y + 2,
        line.ratio() * scale,
        colour);
    add(
        svg,
        "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"#222222\"/>",
        LABEL + line.lowest() * scale,
        LABEL + line.highest() * scale,
        y + 10,
        y + 10);
    line.metric()
        .goal()
        .ifPresent(goal -> stroke(svg, LABEL + goal.bound() * scale, y - 1, y + 21, "#222222", ""));
    add(
        svg,
        "<text x=\"%d\" y=\"%d\" fill=\"#222222\">%s%s: %s</text>",
        LABEL + WIDTH + 10,
        y + 15,
        Numbers.ratio(line.ratio()),
        line.metric().goal().map(goal -> " (goal " + goal + ")").orElse(""),
        escaped(Numbers.value(line.ours(), line.metric().unit())));
  }

  private static void stroke(
      StringBuilder svg, double x, int from, int to, String colour, String dashes) {
    add(
        svg,
        "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-width=\"2\""
            + " stroke-dasharray=\"%s\"/>",
        x,
        x,
        from,
        to,
        colour,
        dashes.isEmpty() ? "none" : dashes);
  }

  private static void add(StringBuilder svg, String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
