package io.orderwire.schemas.serde;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes.Decimal;
import org.apache.avro.Resolver;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Finds where a reader would give a writer's values another meaning. Avro resolves the types below
 * and then converts by the reader's logical type alone, whatever the writer's was: 10.50 of scale 2
 * becomes 0.1050 of scale 4, and milliseconds become microseconds.
 *
 * <p>Wherever the reader has a logical type, the writer must have the same kind; a decimal must
 * have the same scale too. A string that says nothing more may be read as a UUID, since what is
 * none is refused when it is read.
 */
final class LogicalTypeDifferences {
  private final Set<Resolver.Action> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private LogicalTypeDifferences() {}

  /** What the first difference is, as half a sentence; null if there is none. */
  static @Nullable String first(Schema writer, Schema reader) {
    return new LogicalTypeDifferences().in("", Resolver.resolve(writer, reader));
  }

  private @Nullable String in(String path, Resolver.Action action) {
    if (!seen.add(action)) {
      return null;
    }
    if (action instanceof Resolver.RecordAdjust record) {
      for (int i = 0; i < record.fieldActions.length; i++) {
        String name = record.writer.getFields().get(i).name();
        String found = in(path.isEmpty() ? name : path + "." + name, record.fieldActions[i]);
        if (found != null) {
          return found;
        }
      }
      return null;
    }
    if (action instanceof Resolver.WriterUnion union) {
      for (Resolver.Action branch : union.actions) {
        String found = in(path, branch);
        if (found != null) {
          return found;
        }
      }
      return null;
    }
    if (action instanceof Resolver.ReaderUnion union) {
      return in(path, union.actualAction);
    }
    if (action instanceof Resolver.Container container) {
      return in(path + "[]", container.elementAction);
    }
    if (action instanceof Resolver.DoNothing || action instanceof Resolver.Promote) {
      return between(path, action.writer, action.reader);
    }
    return null; // skipped, an enum, or what cannot be resolved, which reading says by itself
  }

  private static @Nullable String between(String path, Schema writer, Schema reader) {
    LogicalType expected = reader.getLogicalType();
    if (expected == null || isSame(writer.getLogicalType(), expected)) {
      return null;
    }
    if (writer.getLogicalType() == null
        && writer.getType() == Schema.Type.STRING
        && "uuid".equals(expected.getName())) {
      return null;
    }
    return path + " is " + text(writer) + ", but is read as " + text(reader);
  }

  private static boolean isSame(@Nullable LogicalType actual, LogicalType expected) {
    if (actual instanceof Decimal written && expected instanceof Decimal read) {
      return written.getScale() == read.getScale();
    }
    return actual != null && actual.getName().equals(expected.getName());
  }

  private static String text(Schema schema) {
    LogicalType type = schema.getLogicalType();
    if (type instanceof Decimal decimal) {
      return "decimal(" + decimal.getPrecision() + "," + decimal.getScale() + ")";
    }
    return type == null ? "a plain " + schema.getType().getName() : type.getName();
  }
}
