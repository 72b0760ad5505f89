package io.orderwire.delivery.webhook.management;

import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.http.ErrorCode;
import io.orderwire.delivery.http.Problem;
import io.orderwire.delivery.http.RefusedException;
import io.orderwire.delivery.subscription.ProgressStore;
import io.orderwire.delivery.webhook.Definition;
import io.orderwire.delivery.webhook.Endpoint;
import io.orderwire.delivery.webhook.EndpointActions;
import io.orderwire.delivery.webhook.EndpointActions.Change;
import io.orderwire.delivery.webhook.Secret;
import io.orderwire.delivery.webhook.Secrets;
import io.orderwire.delivery.webhook.Status;
import io.orderwire.delivery.webhook.Status.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** What is done with endpoints. */
final class EndpointManagement {
  private static final Set<String> NEW_MEMBERS = newMembers();
  private static final int LONGEST_PLACE = 64;

  private final Changes changes;
  private final Places places;
  private final DefinitionReader definitions;
  private final Secrets secrets;
  private final EndpointActions actions;
  private final NewIds ids;
  private final InstantSource clock;

  /** Creations of a partner are made one after the other, so that a key makes one endpoint. */
  private final List<ReentrantLock> creations =
      Stream.generate(ReentrantLock::new).limit(64).toList();

  EndpointManagement(
      Changes changes,
      Places places,
      DefinitionReader definitions,
      Secrets secrets,
      EndpointActions actions,
      NewIds ids,
      InstantSource clock) {
    this.changes = changes;
    this.places = places;
    this.definitions = definitions;
    this.secrets = secrets;
    this.actions = actions;
    this.ids = ids;
    this.clock = clock;
  }

  /** Makes an endpoint, or finds the one that the same request has made. */
  MadeEndpoint create(Actor actor, Body body, Optional<String> idempotencyKey, Consent consent)
      throws InterruptedException {
    String partnerId = actor.partnerId();
    Optional<Endpoint.Creation> made =
        idempotencyKey.map(key -> new Endpoint.Creation(key, body.digest()));
    Optional<MadeEndpoint> before = madeBefore(changes.of(partnerId), made);
    if (before.isPresent()) {
      return before.get();
    }
    Fields fields = body.fields(NEW_MEMBERS);
    Definition definition = definitions.read(fields, Optional.empty());
    // Before the lock, which partners share: a place that is not there yet is waited for.
    Position start =
        places.behind(partnerId, "start", fields.text("start", LONGEST_PLACE).orElse("now"));
    ReentrantLock creation = creations.get(Math.floorMod(partnerId.hashCode(), creations.size()));
    creation.lockInterruptibly();
    try {
      List<Endpoint> present = changes.of(partnerId);
      before = madeBefore(present, made);
      if (before.isPresent()) {
        return before.get();
      }
      if (present.size() >= Endpoint.MOST_OF_A_PARTNER) {
        throw Changes.tooMany();
      }
      consent.take();
      // As it is stored, so that this answer and later ones are the same.
      Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      String id = ids.next("we_");
      Secrets.Made secret = secrets.make(partnerId, id, now);
      Endpoint endpoint =
          new Endpoint(
              partnerId,
              id,
              definition,
              Status.of(State.PENDING, now),
              List.of(secret.secret()),
              start,
              Optional.empty(),
              made,
              1,
              now,
              now);
      return new MadeEndpoint(changes.create(actor, endpoint), Optional.of(secret.shown()));
    } finally {
      creation.unlock();
    }
  }

  /** Changes an endpoint's definition. Another URL needs another handshake. */
  Endpoint patch(Actor actor, String id, IfMatch ifMatch, Body body, Consent consent)
      throws InterruptedException {
    ObjectNode patch = body.object();
    var _ = Fields.of(patch, DefinitionReader.MEMBERS);
    return changes.change(
        actor,
        id,
        ifMatch,
        Change.UPDATED,
        (current, now) -> {
          Definition before = current.definition();
          ObjectNode merged = EndpointJson.definition(before);
          MergePatch.apply(merged, patch);
          Definition after =
              definitions.read(
                  Fields.of(merged, DefinitionReader.MEMBERS), Optional.of(before.url()));
          if (after.equals(before)) {
            return current;
          }
          if (after.url().equals(before.url())) {
            return current.with(after, now);
          }
          consent.take();
          return current.with(after, Status.of(State.PENDING, now), now);
        });
  }

  /** Lets the cursor stand still. */
  Endpoint pause(Actor actor, String id, IfMatch ifMatch) throws InterruptedException {
    return changes.change(
        actor,
        id,
        ifMatch,
        Change.PAUSED,
        (current, now) ->
            switch (current.status().state()) {
              case ACTIVE -> current.with(Status.of(State.PAUSED, now), now);
              case PAUSED -> current;
              case PENDING ->
                  throw Refusals.conflict(
                      "Nothing is sent before the handshake, so nothing stops.");
              case SUSPENDED -> throw Refusals.conflict("It is suspended, and gets nothing.");
            });
  }

  /** Goes on, where the cursor stands or from another place. */
  Endpoint resume(Actor actor, String id, IfMatch ifMatch, Optional<Fields> body)
      throws InterruptedException {
    Optional<String> from = body.flatMap(fields -> fields.text("from", LONGEST_PLACE));
    return changes.change(
        actor,
        id,
        ifMatch,
        Change.RESUMED,
        (current, now) -> {
          Status status = current.status();
          if (status.state() == State.ACTIVE || status.state() == State.PENDING) {
            if (from.isPresent()) {
              throw Refusals.conflict("Pause it before it goes on from another place.");
            }
            return current;
          }
          if (from.isEmpty()
              && status.reason().equals(Optional.of(Status.Reason.HISTORY_EXPIRED))) {
            throw needsPlace();
          }
          Status resumed = Status.of(asksAgain(status) ? State.PENDING : State.ACTIVE, now);
          return from.isPresent()
              ? current.with(resumed, moved(current, from.get()), now)
              : current.with(resumed, now);
        });
  }

  /**
   * Whether it must agree anew before it gets items: it never did, or it has said that nobody is
   * there, which may have been its answer to the handshake.
   */
  private static boolean asksAgain(Status status) {
    return status
        .reason()
        .filter(
            reason -> reason == Status.Reason.VERIFICATION_FAILED || reason == Status.Reason.GONE)
        .isPresent();
  }

  /** Makes another secret; the one before goes on for a while, any other ends. */
  MadeEndpoint rotate(Actor actor, String id, IfMatch ifMatch, Duration overlap, Consent consent)
      throws InterruptedException {
    List<String> shown = new ArrayList<>();
    Endpoint rotated =
        changes.change(
            actor,
            id,
            ifMatch,
            Change.SECRET_ROTATED,
            (current, now) -> {
              consent.take();
              Secrets.Made secret = secrets.make(current.partnerId(), id, now);
              shown.add(secret.shown());
              List<Secret> kept = new ArrayList<>(List.of(secret.secret()));
              if (overlap.isPositive()) {
                kept.add(expiring(current.secrets().getFirst(), now.plus(overlap)));
              }
              return current.withSecrets(kept, now);
            });
    return new MadeEndpoint(rotated, Optional.of(shown.getLast()));
  }

  private Position moved(Endpoint endpoint, String from) throws InterruptedException {
    Position place = places.behind(endpoint.partnerId(), "from", from);
    return switch (actions.move(endpoint, endpoint.id(), place)) {
      case ProgressStore.Written.Stored() -> place;
      case ProgressStore.Written.NotOwner() -> throw Refusals.noOwner();
      case ProgressStore.Written.Outdated(), ProgressStore.Written.Unavailable() ->
          throw Refusals.unavailable();
    };
  }

  private static Optional<MadeEndpoint> madeBefore(
      List<Endpoint> present, Optional<Endpoint.Creation> asked) {
    Optional<Endpoint> before =
        asked.flatMap(
            creation ->
                present.stream()
                    .filter(
                        one ->
                            one.creation()
                                .filter(
                                    made -> made.idempotencyKey().equals(creation.idempotencyKey()))
                                .isPresent())
                    .findFirst());
    if (before.isPresent() && !before.get().creation().equals(asked)) {
      throw Refusals.conflict("This Idempotency-Key came with another body before.");
    }
    return before.map(one -> new MadeEndpoint(one, Optional.empty()));
  }

  private static Secret expiring(Secret secret, Instant expiresAt) {
    return new Secret(
        secret.sealed(), secret.publicKey(), secret.createdAt(), Optional.of(expiresAt));
  }

  private static RefusedException needsPlace() {
    return new RefusedException(
        Problem.of(
                ErrorCode.INVALID_PARAMETER,
                "What followed the cursor is not kept any more: say in from where to go on.")
            .with("parameter", "from"));
  }

  private static Set<String> newMembers() {
    Set<String> members = new HashSet<>(DefinitionReader.MEMBERS);
    members.add("start");
    return Set.copyOf(members);
  }
}
