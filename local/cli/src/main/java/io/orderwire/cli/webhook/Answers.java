package io.orderwire.cli.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderwire.cli.PrintedJson;
import io.orderwire.cli.Table;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Answers as text for people, or as they are for machines. */
final class Answers {
  private static final String NOTHING = "-";

  private Answers() {}

  /** One thing: a member a line, those of members as {@code outer.inner}. */
  static void print(JsonNode answer, boolean json, PrintWriter out) {
    if (json) {
      out.println(PrintedJson.of(answer.toPrettyString()));
    } else {
      Table table = new Table(List.of());
      flatten("", answer, table);
      table.print(out);
    }
    out.flush();
  }

  /** Many things: one a line. */
  static void print(JsonNode things, List<Column> columns, boolean json, PrintWriter out) {
    if (json) {
      out.println(PrintedJson.of(things.toPrettyString()));
    } else {
      Table table = new Table(columns.stream().map(Column::heading).toList());
      for (JsonNode thing : things) {
        table.row(columns.stream().map(column -> text(thing.at(column.pointer()))).toList());
      }
      table.print(out);
    }
    out.flush();
  }

  /** A member as text; {@code -} where there is none. */
  static String text(JsonNode node) {
    if (node.isMissingNode() || node.isNull()) {
      return NOTHING;
    }
    if (node.isArray()) {
      List<String> parts = new ArrayList<>();
      node.forEach(part -> parts.add(part.isContainerNode() ? part.toString() : part.asText()));
      return parts.isEmpty() ? NOTHING : String.join(",", parts);
    }
    return node.isObject() ? node.toString() : node.asText();
  }

  private static void flatten(String prefix, JsonNode object, Table table) {
    object
        .properties()
        .forEach(
            member -> {
              String name = prefix + member.getKey();
              if (member.getValue().isObject()) {
                flatten(name + ".", member.getValue(), table);
              } else {
                table.row(List.of(name, text(member.getValue())));
              }
            });
  }

  /**
   * A column.
   *
   * @param pointer where its value is in each thing (RFC 6901)
   */
  record Column(String heading, String pointer) {}
}
