package io.orderwire.bench.report;

import io.orderwire.bench.suite.Goal;
import io.orderwire.bench.suite.Result;
import io.orderwire.cli.Table;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Results as text in columns. */
public final class ResultTable {
  private static final String NOTHING = "–";

  private ResultTable() {}

  /**
   * Prints one line a metric, and below them why rows failed.
   *
   * @param before results to compare with; without any, there is no column for them
   */
  public static void print(List<Result> results, List<Result> before, PrintWriter out) {
    Map<String, Double> ratios = new HashMap<>();
    for (Result result : before) {
      result.lines().forEach(line -> ratios.put(Numbers.name(result, line.metric()), line.ratio()));
    }
    List<String> columns =
        new ArrayList<>(List.of("ROW", "OURS", "BASELINE", "RATIO", "SPREAD", "GOAL", "MET"));
    if (!before.isEmpty()) {
      columns.add("BEFORE");
    }
    Table table = new Table(columns);
    for (Result result : results) {
      if (result.failure().isPresent()) {
        List<String> cells = new ArrayList<>(Collections.nCopies(columns.size(), NOTHING));
        cells.set(0, result.row());
        cells.set(columns.indexOf("MET"), "failed");
        table.row(cells);
      }
      for (Result.Line line : result.lines()) {
        List<String> cells = new ArrayList<>(cells(result, line));
        if (!before.isEmpty()) {
          Double ratio = ratios.get(cells.getFirst());
          cells.add(ratio == null ? NOTHING : Numbers.ratio(ratio));
        }
        table.row(cells);
      }
    }
    table.print(out);
    for (Result result : results) {
      result.failure().ifPresent(why -> out.println("\n" + result.row() + " failed: " + why));
    }
    out.flush();
  }

  private static List<String> cells(Result result, Result.Line line) {
    return List.of(
        Numbers.name(result, line.metric()),
        Numbers.value(line.ours(), line.metric().unit()),
        Numbers.value(line.baseline(), line.metric().unit()),
        Numbers.ratio(line.ratio()),
        Numbers.ratio(line.lowest()) + "–" + Numbers.ratio(line.highest()),
        line.metric().goal().map(Goal::toString).orElse(NOTHING),
        line.met().map(met -> met ? "yes" : "no").orElse(NOTHING));
  }
}
