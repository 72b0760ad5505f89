package io.orderwire.delivery.kafka.audit;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Stored records as the audit shows them, field by field. Pure. */
public final class AuditJson {
  private static final JsonMapper JSON = JsonMapper.shared();

  private AuditJson() {}

  /** The fields that have a value; bytes are left out, since they are secrets or hashes of such. */
  public static ObjectNode of(IndexedRecord record) {
    ObjectNode json = JSON.createObjectNode();
    for (Schema.Field field : record.getSchema().getFields()) {
      Object value = record.get(field.pos());
      if (value != null && !(value instanceof ByteBuffer)) {
        json.set(field.name(), node(value));
      }
    }
    return json;
  }

  private static JsonNode node(Object value) {
    return switch (value) {
      case IndexedRecord record -> of(record);
      case Collection<?> all -> {
        ArrayNode array = JSON.createArrayNode();
        all.forEach(one -> array.add(node(one)));
        yield array;
      }
      case Instant time -> JSON.getNodeFactory().stringNode(time.toString());
      default -> JSON.valueToTree(value);
    };
  }
}
