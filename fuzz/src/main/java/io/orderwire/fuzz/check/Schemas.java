package io.orderwire.fuzz.check;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import io.orderwire.fuzz.api.Api;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Holds JSON against the schemas of a description. Safe for use by many threads. */
final class Schemas {
  private final String base;
  private final SchemaRegistry registry;
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

  Schemas(Api api) {
    base = "https://orderwire.invalid/" + api.service().code();
    registry =
        SchemaRegistry.withDialect(
            Dialects.getOpenApi31(),
            builder -> builder.schemas(Map.of(base, api.document().toString())));
  }

  /** What is wrong with a JSON text by the schema at a pointer; nothing if nothing is. */
  Optional<String> fault(String pointer, String json) {
    Schema schema =
        schemas.computeIfAbsent(
            pointer, where -> registry.getSchema(SchemaLocation.of(base + "#" + where)));
    List<Error> errors = schema.validate(json, InputFormat.JSON);
    return errors.isEmpty() ? Optional.empty() : Optional.of(errors.getFirst().toString());
  }
}
