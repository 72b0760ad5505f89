package io.orderwire.system.interop;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How the script shows a record, built here from the record itself and without Avro's encoding. */
final class JsonView {
  private static final JsonMapper JSON = JsonMapper.shared();

  private JsonView() {}

  static JsonNode of(SpecificRecord record) {
    ObjectNode object = JSON.createObjectNode();
    for (Schema.Field field : record.getSchema().getFields()) {
      object.set(field.name(), of(record.get(field.pos()), field.schema()));
    }
    return object;
  }

  private static JsonNode of(@Nullable Object value, Schema schema) {
    return switch (value) {
      case null -> JSON.getNodeFactory().nullNode();
      case SpecificRecord record when isChoice(schema) ->
          JSON.createObjectNode().set(record.getSchema().getFullName(), of(record));
      case SpecificRecord record -> of(record);
      case Collection<?> items -> {
        ArrayNode array = JSON.createArrayNode();
        items.forEach(item -> array.add(of(item, schema.getElementType())));
        yield array;
      }
      case Map<?, ?> entries -> {
        ObjectNode object = JSON.createObjectNode();
        entries.forEach((name, entry) -> object.put((String) name, (String) entry));
        yield object;
      }
      case Instant time -> JSON.getNodeFactory().stringNode(ticks(time, schema).toString());
      case Long number -> JSON.getNodeFactory().stringNode(number.toString());
      case Integer number -> JSON.getNodeFactory().numberNode(number);
      case Boolean flag -> JSON.getNodeFactory().booleanNode(flag);
      case BigDecimal decimal -> JSON.getNodeFactory().stringNode(decimal.toPlainString());
      case UUID id -> JSON.getNodeFactory().stringNode(id.toString());
      case String text -> JSON.getNodeFactory().stringNode(text);
      case ByteBuffer bytes -> bufferOf(bytes);
      default -> throw new AssertionError("no view of " + value.getClass());
    };
  }

  /** A union of records, of which a reader must be told which one it is. */
  private static boolean isChoice(Schema schema) {
    return schema.getType() == Schema.Type.UNION
        && schema.getTypes().stream().allMatch(type -> type.getType() == Schema.Type.RECORD);
  }

  private static Long ticks(Instant time, Schema schema) {
    Schema type = schema.getType() == Schema.Type.UNION ? schema.getTypes().get(1) : schema;
    boolean micros = type.getLogicalType().getName().equals("timestamp-micros");
    return (micros ? ChronoUnit.MICROS : ChronoUnit.MILLIS).between(Instant.EPOCH, time);
  }

  /** As JSON.stringify shows a Buffer. */
  private static JsonNode bufferOf(ByteBuffer bytes) {
    ArrayNode data = JSON.createArrayNode();
    for (int i = bytes.position(); i < bytes.limit(); i++) {
      data.add(bytes.get(i) & 0xff);
    }
    ObjectNode buffer = JSON.createObjectNode();
    buffer.put("type", "Buffer");
    buffer.set("data", data);
    return buffer;
  }
}
