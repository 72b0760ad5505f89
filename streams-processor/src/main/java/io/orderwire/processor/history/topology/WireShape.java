package io.orderwire.processor.history.topology;

import java.util.Objects;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.jspecify.annotations.Nullable;

/** Whether two schemas write the same bytes with the same meaning. */
final class WireShape {
  private WireShape() {}

  /**
   * Whether they are equal in all but documentation, defaults, aliases and properties that have no
   * part in the bytes. Not for schemas that contain themselves.
   */
  static boolean isSame(Schema one, Schema other) {
    return SchemaNormalization.toParsingForm(one).equals(SchemaNormalization.toParsingForm(other))
        && haveSameMeaning(one, other);
  }

  /** Of schemas with the same parsing form. */
  private static boolean haveSameMeaning(Schema one, Schema other) {
    if (!Objects.equals(meaning(one.getLogicalType()), meaning(other.getLogicalType()))) {
      return false;
    }
    return switch (one.getType()) {
      case RECORD -> {
        boolean same = true;
        for (int n = 0; n < one.getFields().size() && same; n++) {
          same =
              haveSameMeaning(one.getFields().get(n).schema(), other.getFields().get(n).schema());
        }
        yield same;
      }
      case UNION -> {
        boolean same = true;
        for (int n = 0; n < one.getTypes().size() && same; n++) {
          same = haveSameMeaning(one.getTypes().get(n), other.getTypes().get(n));
        }
        yield same;
      }
      case ARRAY -> haveSameMeaning(one.getElementType(), other.getElementType());
      case MAP -> haveSameMeaning(one.getValueType(), other.getValueType());
      default -> true;
    };
  }

  private static @Nullable String meaning(@Nullable LogicalType type) {
    if (type instanceof LogicalTypes.Decimal decimal) {
      return "decimal " + decimal.getPrecision() + "," + decimal.getScale();
    }
    return type == null ? null : type.getName();
  }
}
