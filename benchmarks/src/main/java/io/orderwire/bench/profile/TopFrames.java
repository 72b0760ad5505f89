package io.orderwire.bench.profile;

import io.orderwire.cli.Table;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** The methods of a tree that most of the time goes to, as text in columns. */
final class TopFrames {
  private static final int MOST = 25;

  private final Map<Frame, Counts> counts = new HashMap<>();
  private final long all;

  private static final class Counts {
    long own;
    long total;
  }

  private TopFrames(FlameTree tree) {
    all = Math.max(1, tree.samples());
    tree.children().forEach(service -> count(service, new HashSet<>()));
  }

  /**
   * The text: of each service its share, then what ran itself, then our methods with all that they
   * called.
   *
   * @param tree with a service in each branch of its root
   */
  static String of(FlameTree tree) {
    StringWriter text = new StringWriter();
    TopFrames top = new TopFrames(tree);
    PrintWriter out = new PrintWriter(text);
    out.println(tree.samples() + " samples");
    out.println();
    top.print("SERVICE", Frame.Origin.GROUP::equals, of -> of.total, out);
    top.print("ITSELF", origin -> origin != Frame.Origin.GROUP, of -> of.own, out);
    top.print("OURS, WITH WHAT IT CALLS", Frame.Origin.OURS::equals, of -> of.total, out);
    out.flush();
    return text.toString().stripTrailing() + "\n";
  }

  /** Counts a method once a stack, however often it is on it. */
  private void count(FlameTree node, Set<Frame> above) {
    Counts of = counts.computeIfAbsent(node.frame(), _ -> new Counts());
    of.own += node.own();
    boolean first = above.add(node.frame());
    of.total += first ? node.samples() : 0;
    node.children().forEach(child -> count(child, above));
    if (first) {
      above.remove(node.frame());
    }
  }

  private void print(
      String heading,
      Predicate<Frame.Origin> origins,
      ToLongFunction<Counts> order,
      PrintWriter out) {
    Table table = new Table(List.of("ITSELF", "TOTAL", heading));
    counts.entrySet().stream()
        .filter(entry -> origins.test(entry.getKey().origin()))
        .sorted(
            Comparator.comparingLong(
                    (Map.Entry<Frame, Counts> entry) -> order.applyAsLong(entry.getValue()))
                .reversed()
                .thenComparing(entry -> entry.getKey().name()))
        .limit(MOST)
        .forEach(
            entry ->
                table.row(
                    List.of(
                        share(entry.getValue().own),
                        share(entry.getValue().total),
                        entry.getKey().name())));
    table.print(out);
    out.println();
  }

  private String share(long samples) {
    return String.format(Locale.ROOT, "%.1f %%", 100.0 * samples / all);
  }
}
