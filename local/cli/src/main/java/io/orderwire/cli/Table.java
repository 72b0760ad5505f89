package io.orderwire.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Text in columns, for people. What a terminal would obey rather than show, such as an escape
 * sequence in a partner's text, is shown as U+FFFD.
 */
public final class Table {
  private static final int GAP = 2;

  private final List<List<String>> rows = new ArrayList<>();

  /** A table with these headings; none for a table without. */
  public Table(List<String> headings) {
    if (!headings.isEmpty()) {
      row(headings);
    }
  }

  /** Adds a row. Rows may be of different length. */
  public Table row(List<String> cells) {
    rows.add(cells.stream().map(cell -> cell.replaceAll("[\\p{Cc}\\p{Cf}]", "\uFFFD")).toList());
    return this;
  }

  /** Prints it, with columns as wide as their widest cell. */
  public void print(PrintWriter out) {
    List<Integer> widths = new ArrayList<>();
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        int width = row.get(i).length();
        if (i == widths.size()) {
          widths.add(width);
        } else {
          widths.set(i, Math.max(widths.get(i), width));
        }
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        line.append(row.get(i)).repeat(' ', widths.get(i) - row.get(i).length() + GAP);
      }
      out.println(line.toString().stripTrailing());
    }
  }
}
