package io.orderwire.delivery.kafka.webhooks;

import io.orderwire.avro.AuditEntry;
import io.orderwire.delivery.audit.Author;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.kafka.audit.AuditJson;
import io.orderwire.delivery.kafka.audit.AuditTrail;
import io.orderwire.delivery.webhook.Cause;
import io.orderwire.delivery.webhook.Endpoint;
import io.orderwire.delivery.webhook.EndpointActions.Change;
import io.orderwire.delivery.webhook.Operation;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Changes of endpoints, and what is done with them, as records of the audit. An endpoint is shown
 * as it is stored, field by field, but for what is secret or may be.
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
      AuditTrail trail, Cause cause, Optional<Endpoint> before, Optional<Endpoint> after) {
    Endpoint endpoint = after.or(() -> before).orElseThrow();
    return trail
        .begin(endpoint.partnerId(), author(cause))
        .setAction(action(cause))
        .setResourceType(ENDPOINT)
        .setResourceId(endpoint.id())
        .setVersion(endpoint.version())
        .setBefore(before.map(AuditRecords::shown).orElse(null))
        .setAfter(after.map(AuditRecords::shown).orElse(null))
        .build();
  }

  /**
   * The entry of an operation, which changes nothing that is stored of the endpoint: what was asked
   * for stands after it, as for a command on a history.
   */
  static AuditEntry toAvro(
      AuditTrail trail, Endpoint endpoint, Operation operation, Author author) {
    return trail
        .begin(endpoint.partnerId(), author)
        .setAction(operation.wireName())
        .setResourceType(ENDPOINT)
        .setResourceId(endpoint.id())
        .setVersion(endpoint.version())
        .setAfter(asked(operation).map(ObjectNode::toString).orElse(null))
        .build();
  }

  private static Optional<ObjectNode> asked(Operation operation) {
    return switch (operation) {
      case Operation.Test() -> Optional.empty();
      case Operation.RetryParked(Optional<Set<Position>> items) -> {
        ObjectNode json = JSON.createObjectNode().put("all", items.isEmpty());
        items.ifPresent(
            some -> {
              ArrayNode sequences = json.putArray("sequences");
              some.stream().mapToLong(Position::sequence).sorted().forEach(sequences::add);
            });
        yield Optional.of(json);
      }
    };
  }

  /** The entry of a deletion together with the partner, which does not say what was deleted. */
  static AuditEntry removal(AuditTrail trail, Author author, Endpoint endpoint) {
    return trail
        .begin(endpoint.partnerId(), author)
        .setAction(Change.DELETED.wireName())
        .setResourceType(ENDPOINT)
        .setResourceId(endpoint.id())
        .setVersion(endpoint.version())
        .build();
  }

  private static Author author(Cause cause) {
    return switch (cause) {
      case Cause.Asked(var _, Author author) -> author;
      case Cause.Found _ -> new Author.Service();
    };
  }

  private static String action(Cause cause) {
    return switch (cause) {
      case Cause.Asked(Change change, var _) -> change.wireName();
      case Cause.Found(Cause.Finding finding) -> finding.wireName();
    };
  }

  private static String shown(Endpoint endpoint) {
    ObjectNode json = AuditJson.of(EndpointRecords.toAvro(endpoint));
    json.put(URL, endpoint.definition().shownUrl()).remove(CREATION);
    return json.toString();
  }
}
