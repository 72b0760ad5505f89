package io.orderwire.schemas.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;
import org.jspecify.annotations.Nullable;

/**
 * Whether schemas can read what a released version of them wrote. Stricter than Avro in two ways: a
 * released record must not disappear, and a logical type must not change, since Avro would read a
 * number of milliseconds as one of microseconds without a word.
 */
final class CompatibilityGate {
  private CompatibilityGate() {}

  /** What is wrong, one line each, with the path of the field; empty if all is well. */
  static List<String> check(
      String version, Map<String, Schema> released, Map<String, Schema> current) {
    List<String> problems = new ArrayList<>();
    released.forEach(
        (name, writer) -> {
          Schema reader = current.get(name);
          if (reader == null) {
            problems.add(name + " was released with " + version + " and is gone");
            return;
          }
          for (Incompatibility found :
              SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                  .getResult()
                  .getIncompatibilities()) {
            problems.add(
                "%s cannot read %s: %s (%s)"
                    .formatted(
                        pathOf(reader, found.getLocation()),
                        version,
                        found.getType(),
                        found.getMessage()));
          }
          compareLogicalTypes(name, version, writer, reader, problems, new ArrayList<>());
        });
    return problems;
  }

  /** Avro's place, like {@code /fields/4/type/0}, by the names of the fields there. */
  private static String pathOf(Schema record, String location) {
    StringBuilder path = new StringBuilder(record.getFullName());
    Schema at = record;
    String[] steps = Pattern.compile("/").split(location, -1);
    for (int i = 1; i < steps.length; i++) {
      if (steps[i].equals("fields") && at.getType() == Schema.Type.RECORD) {
        Schema.Field field = at.getFields().get(Integer.parseInt(steps[++i]));
        path.append('.').append(field.name());
        at = field.schema();
      } else if (steps[i].equals("items") && at.getType() == Schema.Type.ARRAY) {
        path.append("[]");
        at = at.getElementType();
      } else if (steps[i].equals("values") && at.getType() == Schema.Type.MAP) {
        path.append("{}");
        at = at.getValueType();
      } else if (steps[i].matches("[0-9]+")
          && at.getType() == Schema.Type.UNION
          && Integer.parseInt(steps[i]) < at.getTypes().size()) {
        at = at.getTypes().get(Integer.parseInt(steps[i]));
        path.append('<').append(at.getFullName()).append('>');
      }
    }
    return path.toString();
  }

  private static void compareLogicalTypes(
      String path,
      String version,
      Schema writer,
      Schema reader,
      List<String> problems,
      List<String> seen) {
    if (!sameMeaning(writer.getLogicalType(), reader.getLogicalType())) {
      problems.add(
          "%s cannot read %s: the logical type was %s and is %s"
              .formatted(
                  path, version, named(writer.getLogicalType()), named(reader.getLogicalType())));
    }
    if (writer.getType() != reader.getType()) {
      return; // Avro has judged that
    }
    switch (writer.getType()) {
      case RECORD -> {
        if (seen.contains(writer.getFullName())) {
          return;
        }
        seen.add(writer.getFullName());
        for (Schema.Field field : writer.getFields()) {
          Schema.Field now = reader.getField(field.name());
          if (now != null) {
            compareLogicalTypes(
                path + "." + field.name(), version, field.schema(), now.schema(), problems, seen);
          }
        }
      }
      case ARRAY ->
          compareLogicalTypes(
              path + "[]",
              version,
              writer.getElementType(),
              reader.getElementType(),
              problems,
              seen);
      case MAP ->
          compareLogicalTypes(
              path + "{}", version, writer.getValueType(), reader.getValueType(), problems, seen);
      case UNION -> {
        for (Schema branch : writer.getTypes()) {
          Integer index = reader.getIndexNamed(branch.getFullName());
          if (index != null) {
            Schema now = reader.getTypes().get(index);
            compareLogicalTypes(
                path + "<" + branch.getFullName() + ">", version, branch, now, problems, seen);
          }
        }
      }
      default -> {}
    }
  }

  private static boolean sameMeaning(@Nullable LogicalType before, @Nullable LogicalType now) {
    if (before instanceof LogicalTypes.Decimal old && now instanceof LogicalTypes.Decimal decimal) {
      return decimal.getScale() == old.getScale() && decimal.getPrecision() >= old.getPrecision();
    }
    return before == null ? now == null : now != null && before.getName().equals(now.getName());
  }

  private static String named(@Nullable LogicalType type) {
    if (type instanceof LogicalTypes.Decimal decimal) {
      return "decimal(" + decimal.getPrecision() + ", " + decimal.getScale() + ")";
    }
    return type == null ? "none" : type.getName();
  }
}
