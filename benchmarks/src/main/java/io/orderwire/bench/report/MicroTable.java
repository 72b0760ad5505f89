package io.orderwire.bench.report;

import io.orderwire.bench.micro.MicroResult;
import io.orderwire.cli.Table;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Results of inner parts as text in columns. */
public final class MicroTable {
  private MicroTable() {}

  /** Prints one line a part. */
  public static void print(List<MicroResult> results, PrintWriter out) {
    Table table =
        new Table(
            List.of("PART", "OURS ns/op", "BASELINE ns/op", "RATIO", "OURS B/op", "BASELINE B/op"));
    for (MicroResult result : results) {
      table.row(
          List.of(
              result.micro().name(),
              nanos(result.ours()),
              nanos(result.baseline()),
              Numbers.ratio(result.ratio()),
              bytes(result.ours()),
              bytes(result.baseline())));
    }
    table.print(out);
    out.flush();
  }

  private static String nanos(MicroResult.Side side) {
    return Double.isNaN(side.error())
        ? String.format(Locale.ROOT, "%,.0f", side.nanos())
        : String.format(Locale.ROOT, "%,.0f ± %,.0f", side.nanos(), side.error());
  }

  private static String bytes(MicroResult.Side side) {
    return String.format(Locale.ROOT, "%,.0f", side.bytes());
  }
}
