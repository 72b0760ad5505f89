package io.orderwire.schemas.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.Schema;

/**
 * A schema as the registry gets it: self-contained, and without {@code avro.java.string}, which
 * says how Java keeps strings and is nobody else's business. So a schema has one text, whether it
 * comes from a generated class or from its file.
 */
final class SchemaText {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SchemaText() {}

  static String of(Schema schema) {
    String text = schema.toString();
    if (!text.contains("avro.java.string")) {
      return text;
    }
    try {
      return stripped(JSON.readTree(text)).toString();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Avro printed a schema that is not JSON", e);
    }
  }

  private static JsonNode stripped(JsonNode node) {
    if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, stripped(array.get(i)));
      }
    } else if (node instanceof ObjectNode object) {
      boolean marked = object.remove("avro.java.string") != null;
      if (marked && object.size() == 1 && object.path("type").isTextual()) {
        return object.get("type");
      }
      object.properties().forEach(entry -> entry.setValue(stripped(entry.getValue())));
    }
    return node;
  }
}
