package io.orderwire.bench.report;

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
      double bound = bar.line().edge().orElse(0.0);
      most = Math.max(most, Math.max(bound, bar.line().highest()));
    }
    int width = LABEL + WIDTH + NUMBERS;
    int height = TOP + bars.size() * ROW + 8;
    StringBuilder svg = new StringBuilder();
    svg.append(
            ("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %s %s\" width=\"%s\" height=\"%s\""
                    + " font-family=\"sans-serif\" font-size=\"13\">")
                .formatted(width, height, width, height))
        .append("\n");
    svg.append("<rect width=\"%s\" height=\"%s\" fill=\"#ffffff\"/>".formatted(width, height))
        .append("\n");
    svg.append(
            "<text x=\"%s\" y=\"20\" fill=\"#444444\">ratio to the baseline</text>"
                .formatted(LABEL))
        .append("\n");
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
    svg.append(
            "<text x=\"8\" y=\"%s\" fill=\"#222222\">%s</text>"
                .formatted(y + 15, escaped(bar.name())))
        .append("\n");
    svg.append(
            "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"16\" fill=\"%s\"/>"
                .formatted(LABEL, y + 2, number(line.ratio() * scale), colour))
        .append("\n");
    svg.append(
            "<line x1=\"%s\" x2=\"%s\" y1=\"%s\" y2=\"%s\" stroke=\"#222222\"/>"
                .formatted(
                    number(LABEL + line.lowest() * scale),
                    number(LABEL + line.highest() * scale),
                    y + 10,
                    y + 10))
        .append("\n");
    line.edge().ifPresent(edge -> stroke(svg, LABEL + edge * scale, y - 1, y + 21, "#222222", ""));
    svg.append(
            "<text x=\"%s\" y=\"%s\" fill=\"#222222\">%s%s: %s</text>"
                .formatted(
                    LABEL + WIDTH + 10,
                    y + 15,
                    Numbers.ratio(line.ratio()),
                    line.metric().goal().map(goal -> " (goal " + goal + ")").orElse(""),
                    escaped(Numbers.value(line.ours(), line.metric().unit()))))
        .append("\n");
  }

  private static void stroke(
      StringBuilder svg, double x, int from, int to, String colour, String dashes) {
    svg.append(
            ("<line x1=\"%s\" x2=\"%s\" y1=\"%s\" y2=\"%s\" stroke=\"%s\" stroke-width=\"2\""
                    + " stroke-dasharray=\"%s\"/>")
                .formatted(
                    number(x), number(x), from, to, colour, dashes.isEmpty() ? "none" : dashes))
        .append("\n");
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
