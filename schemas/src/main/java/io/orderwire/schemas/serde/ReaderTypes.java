package io.orderwire.schemas.serde;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Which generated class, if any, reads what a writer wrote. */
@FunctionalInterface
interface ReaderTypes {

  /**
   * The class for a writer's schema, or null to read it as generic data of that schema.
   *
   * @throws UnknownRecordException if the writer's record is none that is read here
   */
  @Nullable Class<?> classFor(Schema writer);

  /** Reads everything as generic data. */
  static ReaderTypes generic() {
    return writer -> null;
  }

  /** Reads these records and no others; a class also reads the aliases of its record. */
  static ReaderTypes only(List<? extends Class<? extends SpecificRecord>> types) {
    Map<String, Class<?>> byName = new HashMap<>();
    for (Class<? extends SpecificRecord> type : types) {
      Schema schema = SpecificData.get().getSchema(type);
      byName.put(schema.getFullName(), type);
      schema.getAliases().forEach(alias -> byName.put(alias, type));
    }
    return writer -> {
      Class<?> type = byName.get(writer.getFullName());
      if (type == null) {
        throw new UnknownRecordException(
            writer.getFullName(),
            "A "
                + writer.getFullName()
                + " was written, but what is read here is "
                + byName.keySet().stream().sorted().toList());
      }
      return type;
    };
  }

  /** Reads each record by the generated class of its name, which must be on the class path. */
  static ReaderTypes onClassPath() {
    return writer -> {
      String name = SpecificData.getClassName(writer);
      ClassLoader loader = Thread.currentThread().getContextClassLoader();
      try {
        Class<?> type =
            Class.forName(
                name, false, loader == null ? ReaderTypes.class.getClassLoader() : loader);
        if (SpecificRecord.class.isAssignableFrom(type)) {
          return type;
        }
      } catch (ClassNotFoundException | LinkageError e) {
        // falls through to the one message that fits both
      }
      throw new UnknownRecordException(
          writer.getFullName(), "There is no generated class for the writer's record " + name);
    };
  }
}
