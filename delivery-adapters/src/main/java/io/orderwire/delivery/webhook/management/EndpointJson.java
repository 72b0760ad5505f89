package io.orderwire.delivery.webhook.management;

import io.orderwire.delivery.history.EventType;
import io.orderwire.delivery.history.ItemIds;
import io.orderwire.delivery.webhook.Definition;
import io.orderwire.delivery.webhook.Endpoint;
import io.orderwire.delivery.webhook.Limits;
import io.orderwire.delivery.webhook.Secret;
import io.orderwire.delivery.webhook.Status;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Endpoints as they are shown. What an endpoint does not have is absent. */
final class EndpointJson {
  private static final JsonMapper JSON = JsonMapper.shared();

  private EndpointJson() {}

  /** An empty object. */
  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  /** An endpoint, without its secrets' text. */
  static ObjectNode of(Endpoint endpoint, Instant now) {
    ObjectNode json = object().put("id", endpoint.id());
    json.setAll(definition(endpoint.definition()));
    Status status = endpoint.status();
    json.put("state", status.state().wireName());
    status.reason().ifPresent(reason -> json.put("reason", reason.wireName()));
    json.put("state_since", status.since().toString());
    status.degradedSince().ifPresent(since -> json.put("degraded_since", since.toString()));
    json.put("start", ItemIds.encode(endpoint.partnerId(), endpoint.start()));
    ArrayNode keys = json.putArray("signing_keys");
    endpoint.secrets().stream()
        .filter(secret -> secret.isValidAt(now))
        .forEach(secret -> key(keys.addObject(), secret));
    endpoint.replay().ifPresent(replay -> json.put("replay_id", replay.id()));
    return json.put("version", endpoint.version())
        .put("created_at", endpoint.createdAt().toString())
        .put("updated_at", endpoint.updatedAt().toString());
  }

  /** A definition, with the members by which it is read. */
  static ObjectNode definition(Definition definition) {
    ObjectNode json = object().put("url", definition.url().toString());
    definition.description().ifPresent(text -> json.put("description", text));
    if (!definition.types().isEmpty()) {
      ArrayNode types = json.putArray("types");
      definition.types().stream().sorted().map(EventType::wireName).forEach(types::add);
    }
    json.put("order", definition.order().wireName()).put("format", definition.format().wireName());
    definition
        .batch()
        .ifPresent(
            batch ->
                json.putObject("batch")
                    .put("max_items", batch.maxItems())
                    .put("max_bytes", batch.maxBytes()));
    limits(json.putObject("limits"), definition.limits());
    return json.put("on_exhausted", definition.onExhausted().wireName())
        .put("handshake", definition.handshake().wireName())
        .put("ed25519", definition.ed25519());
  }

  private static void limits(ObjectNode json, Limits limits) {
    json.put("max_in_flight", limits.maxInFlight());
    limits.requestsPerSecond().ifPresent(value -> json.put("requests_per_second", value));
    limits.requestsPerMinute().ifPresent(value -> json.put("requests_per_minute", value));
    json.put("max_body_bytes", limits.maxBodyBytes())
        .put("timeout_seconds", limits.timeout().toSeconds());
    limits.triggerAboveLag().ifPresent(value -> json.put("trigger_above_lag", value));
  }

  private static void key(ObjectNode json, Secret secret) {
    json.put("public_key", secret.publicKey()).put("created_at", secret.createdAt().toString());
    Optional<Instant> expiresAt = secret.expiresAt();
    expiresAt.ifPresent(time -> json.put("expires_at", time.toString()));
  }
}
