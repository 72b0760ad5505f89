package io.orderwire.delivery.webhook;

import io.orderwire.delivery.history.Position;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A partner's webhook endpoint as stored.
 *
 * @param partnerId the partner
 * @param id {@code we_} and 22 characters; also the id of its live subscription
 * @param definition what the partner says of it
 * @param status whether it gets requests
 * @param secrets the current one first, then those that a rotation still overlaps with
 * @param start the item behind which its live cursor began, or was last set to
 * @param replay the replay that is going on
 * @param creation the request that made it, for repeats of it
 * @param version 1 when created, and one more with each change
 * @param createdAt when it was created
 * @param updatedAt when it was last changed
 */
public record Endpoint(
    String partnerId,
    String id,
    Definition definition,
    Status status,
    List<Secret> secrets,
    Position start,
    Optional<Replay> replay,
    Optional<Creation> creation,
    long version,
    Instant createdAt,
    Instant updatedAt) {

  /** The most endpoints of a partner. */
  public static final int MOST_OF_A_PARTNER = 20;

  /** Makes the secrets unmodifiable. */
  public Endpoint {
    secrets = List.copyOf(secrets);
  }

  /**
   * The request that made an endpoint.
   *
   * @param idempotencyKey the key that came with it, at most 255 characters
   * @param digest SHA-256 of the body in hexadecimal
   */
  public record Creation(String idempotencyKey, String digest) {}

  /** The subscription of its replay. */
  public String replaySubscription() {
    return replaySubscription(id);
  }

  /** The subscription of an endpoint's replay. */
  public static String replaySubscription(String endpointId) {
    return endpointId + ".replay";
  }

  /** The next version with another definition. */
  public Endpoint with(Definition changed, Instant now) {
    return next(changed, status, secrets, start, replay, now);
  }

  /** The next version with another status. */
  public Endpoint with(Status changed, Instant now) {
    return next(definition, changed, secrets, start, replay, now);
  }

  /** The next version with another definition and status. */
  public Endpoint with(Definition changed, Status changedStatus, Instant now) {
    return next(changed, changedStatus, secrets, start, replay, now);
  }

  /** The next version with another status, whose live cursor goes on behind another item. */
  public Endpoint with(Status changed, Position changedStart, Instant now) {
    return next(definition, changed, secrets, changedStart, replay, now);
  }

  /** The next version with other secrets. */
  public Endpoint withSecrets(List<Secret> changed, Instant now) {
    return next(definition, status, changed, start, replay, now);
  }

  /** The next version whose live cursor goes on behind another item. */
  public Endpoint withStart(Position changed, Instant now) {
    return next(definition, status, secrets, changed, replay, now);
  }

  /** The next version with another replay, or none. */
  public Endpoint withReplay(Optional<Replay> changed, Instant now) {
    return next(definition, status, secrets, start, changed, now);
  }

  private Endpoint next(
      Definition nextDefinition,
      Status nextStatus,
      List<Secret> nextSecrets,
      Position nextStart,
      Optional<Replay> nextReplay,
      Instant now) {
    return new Endpoint(
        partnerId,
        id,
        nextDefinition,
        nextStatus,
        nextSecrets,
        nextStart,
        nextReplay,
        creation,
        version + 1,
        createdAt,
        now);
  }
}
