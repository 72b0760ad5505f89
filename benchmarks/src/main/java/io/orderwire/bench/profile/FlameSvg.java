package io.orderwire.bench.profile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Draws a tree as a flame graph, the root at the top. What is too small is left out, so that the
 * picture can be kept beside the code.
 */
final class FlameSvg {
  private static final int WIDTH = 1_200;
  private static final int LEVEL = 16;
  private static final int TOP = 44;
  private static final double CHARACTER = 6.2;
  private static final int LEAST_CHARACTERS = 4;
  private static final double LEAST_SHARE = 0.005;

  private final StringBuilder svg = new StringBuilder();
  private final long all;
  private final double least;

  private FlameSvg(long all, double leastShare) {
    this.all = all;
    this.least = Math.max(1, all * leastShare);
  }

  /**
   * The picture, as text.
   *
   * @param mostBytes how large it may be; frames below 0.5 % are left out, or below more until it
   *     fits
   */
  static String of(FlameTree tree, String title, int mostBytes) {
    double share = LEAST_SHARE;
    while (true) {
      String drawn = new FlameSvg(tree.samples(), share).draw(tree, title, share);
      if (drawn.getBytes(UTF_8).length <= mostBytes || share > 1) {
        return drawn;
      }
      share *= 1.5;
    }
  }

  private String draw(FlameTree tree, String title, double share) {
    int height = TOP + tree.depth(least) * LEVEL + 6;
    line(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' width='%d' height='%d'>",
        WIDTH, height, WIDTH, height);
    line("<style>text{font:11px monospace;fill:#222}rect{stroke:#fff;stroke-width:.5}</style>");
    line("<rect width='%d' height='%d' fill='#fff'/>", WIDTH, height);
    line(
        "<text x='4' y='14'>%s: %,d samples; frames below %.1f %% are left out</text>",
        escaped(title), all, share * 100);
    legend();
    node(tree, 0, 0);
    return svg.append("</svg>\n").toString();
  }

  private void legend() {
    double x = 4;
    for (Frame.Origin origin : Frame.Origin.values()) {
      line("<rect x='%.0f' y='22' width='11' height='11' fill='%s'/>", x, origin.colour());
      line("<text x='%.0f' y='31'>%s</text>", x + 15, escaped(origin.title()));
      x += 28 + origin.title().length() * 7;
    }
  }

  /** Draws a node with what it called, the widest first. */
  private void node(FlameTree node, double x, int level) {
    double width = WIDTH * (double) node.samples() / Math.max(1, all);
    int y = TOP + level * LEVEL;
    String name = node.frame().name();
    line(
        "<g><title>%s %.1f %%</title><rect x='%.1f' y='%d' width='%.1f' height='%d' fill='%s'/>%s</g>",
        escaped(name),
        100.0 * node.samples() / Math.max(1, all),
        x,
        y,
        width,
        LEVEL,
        node.frame().origin().colour(),
        label(name, x, y, width));
    double at = x;
    List<FlameTree> drawn =
        node.children().stream()
            .filter(child -> child.samples() >= least)
            .sorted(
                Comparator.comparingLong(FlameTree::samples)
                    .reversed()
                    .thenComparing(child -> child.frame().name()))
            .toList();
    for (FlameTree child : drawn) {
      node(child, at, level + 1);
      at += WIDTH * (double) child.samples() / Math.max(1, all);
    }
  }

  private static String label(String name, double x, int y, double width) {
    int room = (int) ((width - 4) / CHARACTER);
    if (room < LEAST_CHARACTERS) {
      return "";
    }
    String shown = name.length() <= room ? name : name.substring(0, room - 1) + "…";
    return String.format(
        Locale.ROOT, "<text x='%.1f' y='%d'>%s</text>", x + 2, y + 12, escaped(shown));
  }

  @SuppressWarnings("AnnotateFormatMethod")
  private void line(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
