package io.orderwire.bench.report;

import io.orderwire.bench.suite.Goal;
import io.orderwire.bench.suite.Result;
import io.orderwire.cli.Table;
import java.io.PrintWriter;
import java.util.List;

/** Results as text in columns. */
public final class ResultTable {
  private static final String NOTHING = "–";

  private ResultTable() {}

  /** Prints one line a metric, and below them why rows failed. */
  public static void print(List<Result> results, PrintWriter out) {
    Table table = new Table(List.of("ROW", "OURS", "BASELINE", "RATIO", "SPREAD", "GOAL", "MET"));
    for (Result result : results) {
      if (result.failure().isPresent()) {
        table.row(List.of(result.row(), NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, "failed"));
      }
      result.lines().forEach(line -> table.row(cells(result, line)));
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
