package io.orderwire.delivery.kafka.webhooks;

import io.orderwire.avro.AuditEntry;
import io.orderwire.delivery.webhook.Cause;
import io.orderwire.delivery.webhook.Endpoint;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Changes of endpoints as records of the audit. An endpoint is shown as it is stored, field by
 * field, but for what is secret or may be.
 */
final class AuditRecords {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String ENDPOINT = "webhook_endpoint";
  private static final String URL = "url";
  private static final String CREATION = "creation";

  private AuditRecords() {}

  /**
   * The entry of a change.
   *
   * @param before what is stored; empty for a creation
   * @param after what is stored in its place; empty for a deletion
   * @throws java.util.NoSuchElementException if both are empty
   */
  static AuditEntry toAvro(
      UUID id, Instant now, Cause cause, Optional<Endpoint> before, Optional<Endpoint> after) {
    Endpoint endpoint = after.or(() -> before).orElseThrow();
    AuditEntry.Builder entry =
        AuditEntry.newBuilder()
            .setId(id.toString())
            .setOccurredAt(now)
            .setPartnerId(endpoint.partnerId())
            .setResourceType(ENDPOINT)
            .setResourceId(endpoint.id())
            .setVersion(endpoint.version())
            .setBefore(before.map(AuditRecords::shown).orElse(null))
            .setAfter(after.map(AuditRecords::shown).orElse(null));
    return switch (cause) {
      case Cause.Asked asked ->
          entry
              .setActorKind(asked.keyId().isPresent() ? "partner_key" : "operator")
              .setActorId(asked.keyId().orElse(null))
              .setAction(asked.change().wireName())
              .setRequestId(asked.requestId())
              .setOrigin(asked.origin())
              .build();
      case Cause.Found(Cause.Finding finding) ->
          entry.setActorKind("service").setAction(finding.wireName()).build();
    };
  }

  private static String shown(Endpoint endpoint) {
    ObjectNode json = object(EndpointRecords.toAvro(endpoint));
    json.put(URL, endpoint.definition().shownUrl()).remove(CREATION);
    return json.toString();
  }

  /** The fields that have a value; bytes are left out, since they are secrets. */
  private static ObjectNode object(IndexedRecord record) {
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
      case IndexedRecord record -> object(record);
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
