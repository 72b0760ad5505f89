package io.orderwire.schemas.serde;

import java.util.List;
import java.util.Map;
import org.apache.avro.Conversion;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Finds the field whose value has no meaning as its logical type. */
final class LogicalTypes {
  private LogicalTypes() {}

  /** The path of the field, and the logical type that its value is not. */
  record Fault(String field, String logicalType) {}

  /**
   * The first such field.
   *
   * @param plain a datum that was read without conversions
   * @param schema its schema
   * @param model knows the conversions
   */
  static @Nullable Fault faultIn(Object plain, Schema schema, GenericData model) {
    return faultIn("", plain, schema, model);
  }

  private static @Nullable Fault faultIn(
      String path, @Nullable Object value, Schema schema, GenericData model) {
    if (value == null) {
      return null;
    }
    switch (schema.getType()) {
      case UNION -> {
        int branch = GenericData.get().resolveUnion(schema, value);
        return faultIn(path, value, schema.getTypes().get(branch), model);
      }
      case RECORD -> {
        for (Schema.Field field : schema.getFields()) {
          String name = path.isEmpty() ? field.name() : path + "." + field.name();
          Fault fault =
              faultIn(name, ((IndexedRecord) value).get(field.pos()), field.schema(), model);
          if (fault != null) {
            return fault;
          }
        }
        return null;
      }
      case ARRAY -> {
        int index = 0;
        for (Object element : (List<?>) value) {
          Fault fault =
              faultIn(path + "[" + index++ + "]", element, schema.getElementType(), model);
          if (fault != null) {
            return fault;
          }
        }
        return null;
      }
      case MAP -> {
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
          Fault fault =
              faultIn(path + "." + entry.getKey(), entry.getValue(), schema.getValueType(), model);
          if (fault != null) {
            return fault;
          }
        }
        return null;
      }
      default -> {
        return conversionFault(path, value, schema, model);
      }
    }
  }

  private static @Nullable Fault conversionFault(
      String path, Object value, Schema schema, GenericData model) {
    LogicalType type = schema.getLogicalType();
    if (type == null) {
      return null;
    }
    Conversion<?> conversion = model.getConversionFor(type);
    if (conversion == null) {
      return null;
    }
    try {
      Conversions.convertToLogicalType(value, schema, type, conversion);
      return null;
    } catch (RuntimeException e) {
      return new Fault(path, type.getName());
    }
  }
}
