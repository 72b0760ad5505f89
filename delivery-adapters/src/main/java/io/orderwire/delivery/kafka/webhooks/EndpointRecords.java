package io.orderwire.delivery.kafka.webhooks;

import io.orderwire.avro.WebhookBatch;
import io.orderwire.avro.WebhookCreation;
import io.orderwire.avro.WebhookEndpoint;
import io.orderwire.avro.WebhookLimits;
import io.orderwire.avro.WebhookReplay;
import io.orderwire.avro.WebhookSecret;
import io.orderwire.avro.WebhookStatus;
import io.orderwire.delivery.history.EventType;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.webhook.Batch;
import io.orderwire.delivery.webhook.Definition;
import io.orderwire.delivery.webhook.Endpoint;
import io.orderwire.delivery.webhook.Format;
import io.orderwire.delivery.webhook.Limits;
import io.orderwire.delivery.webhook.Order;
import io.orderwire.delivery.webhook.Replay;
import io.orderwire.delivery.webhook.Secret;
import io.orderwire.delivery.webhook.Status;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Endpoints as records of their topic. Times are kept in whole milliseconds. */
final class EndpointRecords {
  private EndpointRecords() {}

  static WebhookEndpoint toAvro(Endpoint endpoint) {
    Definition definition = endpoint.definition();
    return WebhookEndpoint.newBuilder()
        .setUrl(definition.url().toString())
        .setDescription(definition.description().orElse(null))
        .setTypes(definition.types().stream().map(EventType::wireName).sorted().toList())
        .setOrder(definition.order().wireName())
        .setFormat(definition.format().wireName())
        .setBatch(
            definition
                .batch()
                .map(batch -> new WebhookBatch(batch.maxItems(), batch.maxBytes()))
                .orElse(null))
        .setLimits(toAvro(definition.limits()))
        .setOnExhausted(definition.onExhausted().wireName())
        .setHandshake(definition.handshake().wireName())
        .setAsymmetricSignature(definition.ed25519())
        .setStatus(toAvro(endpoint.status()))
        .setSecrets(endpoint.secrets().stream().map(EndpointRecords::toAvro).toList())
        .setStartEpoch(endpoint.start().epoch())
        .setStartSequence(endpoint.start().sequence())
        .setReplay(endpoint.replay().map(EndpointRecords::toAvro).orElse(null))
        .setCreation(
            endpoint
                .creation()
                .map(one -> new WebhookCreation(one.idempotencyKey(), one.digest()))
                .orElse(null))
        .setVersion(endpoint.version())
        .setCreatedAt(endpoint.createdAt())
        .setUpdatedAt(endpoint.updatedAt())
        .build();
  }

  /**
   * The endpoint of a record.
   *
   * @throws RuntimeException if it is none
   */
  static Endpoint fromAvro(String partnerId, String endpointId, WebhookEndpoint record) {
    return new Endpoint(
        partnerId,
        endpointId,
        definition(record),
        status(record.getStatus()),
        record.getSecrets().stream().map(EndpointRecords::secret).toList(),
        new Position(record.getStartEpoch(), record.getStartSequence()),
        Optional.ofNullable(record.getReplay()).map(EndpointRecords::replay),
        Optional.ofNullable(record.getCreation())
            .map(one -> new Endpoint.Creation(one.getIdempotencyKey(), one.getDigest())),
        record.getVersion(),
        record.getCreatedAt(),
        record.getUpdatedAt());
  }

  private static Definition definition(WebhookEndpoint record) {
    return new Definition(
        URI.create(record.getUrl()),
        Optional.ofNullable(record.getDescription()),
        record.getTypes().stream()
            .map(name -> EventType.ofWireName(name).orElseThrow())
            .collect(Collectors.toUnmodifiableSet()),
        named(Order.values(), Order::wireName, record.getOrder()),
        named(Format.values(), Format::wireName, record.getFormat()),
        Optional.ofNullable(record.getBatch())
            .map(batch -> new Batch(batch.getMaxItems(), batch.getMaxBytes())),
        limits(record.getLimits()),
        named(
            Definition.OnExhausted.values(),
            Definition.OnExhausted::wireName,
            record.getOnExhausted()),
        named(Definition.Handshake.values(), Definition.Handshake::wireName, record.getHandshake()),
        record.getAsymmetricSignature());
  }

  private static WebhookLimits toAvro(Limits limits) {
    return new WebhookLimits(
        limits.maxInFlight(),
        orNull(limits.requestsPerSecond()),
        orNull(limits.requestsPerMinute()),
        limits.maxBodyBytes(),
        limits.timeout().toMillis(),
        orNull(limits.triggerAboveLag()));
  }

  private static Limits limits(WebhookLimits record) {
    return new Limits(
        record.getMaxInFlight(),
        optional(record.getRequestsPerSecond()),
        optional(record.getRequestsPerMinute()),
        record.getMaxBodyBytes(),
        Duration.ofMillis(record.getTimeoutMillis()),
        optional(record.getTriggerAboveLag()));
  }

  private static WebhookStatus toAvro(Status status) {
    return new WebhookStatus(
        status.state().wireName(),
        status.reason().map(Status.Reason::wireName).orElse(null),
        status.since(),
        status.degradedSince().orElse(null));
  }

  private static Status status(WebhookStatus record) {
    return new Status(
        named(Status.State.values(), Status.State::wireName, record.getState()),
        Optional.ofNullable(record.getReason())
            .map(name -> named(Status.Reason.values(), Status.Reason::wireName, name)),
        record.getSince(),
        Optional.ofNullable(record.getDegradedSince()));
  }

  private static WebhookSecret toAvro(Secret secret) {
    return new WebhookSecret(
        ByteBuffer.wrap(secret.sealed()),
        secret.publicKey(),
        secret.createdAt(),
        secret.expiresAt().orElse(null));
  }

  private static Secret secret(WebhookSecret record) {
    ByteBuffer sealed = record.getSealed().duplicate();
    byte[] bytes = new byte[sealed.remaining()];
    sealed.get(bytes);
    return new Secret(
        bytes,
        record.getPublicKey(),
        record.getCreatedAt(),
        Optional.ofNullable(record.getExpiresAt()));
  }

  private static WebhookReplay toAvro(Replay replay) {
    return new WebhookReplay(
        replay.id(),
        replay.from().epoch(),
        replay.from().sequence(),
        replay.toSequence(),
        replay.requestsPerSecond(),
        replay.startedAt());
  }

  private static Replay replay(WebhookReplay record) {
    return new Replay(
        record.getId(),
        new Position(record.getFromEpoch(), record.getFromSequence()),
        record.getToSequence(),
        record.getRequestsPerSecond(),
        record.getStartedAt());
  }

  /** The one of this name; an unknown name makes a record that is not understood. */
  static <E> E named(E[] all, Function<E, String> nameOf, String name) {
    return Arrays.stream(all)
        .filter(one -> nameOf.apply(one).equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown name " + name));
  }

  private static @Nullable Integer orNull(OptionalInt value) {
    return value.isPresent() ? (Integer) value.getAsInt() : null;
  }

  private static OptionalInt optional(@Nullable Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }
}
