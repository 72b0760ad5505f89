package io.orderwire.delivery.webhook.management;

import io.orderwire.delivery.http.ErrorCode;
import io.orderwire.delivery.http.RefusedException;
import io.orderwire.delivery.webhook.Endpoint;
import io.orderwire.delivery.webhook.EndpointActions;
import io.orderwire.delivery.webhook.EndpointActions.Change;
import io.orderwire.delivery.webhook.Endpoints;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way in which endpoints are read and changed here. A change without {@code If-Match} is
 * made again on the newer version, if another came first; with it, it is refused. Every change that
 * is stored is recorded with it, logged and announced.
 */
final class Changes {
  private static final Logger LOG = LoggerFactory.getLogger(Changes.class);
  private static final int TRIES = 5;

  private final Endpoints endpoints;
  private final EndpointActions actions;
  private final InstantSource clock;

  Changes(Endpoints endpoints, EndpointActions actions, InstantSource clock) {
    this.endpoints = endpoints;
    this.actions = actions;
    this.clock = clock;
  }

  /** A partner's endpoints, oldest first. */
  List<Endpoint> of(String partnerId) {
    if (!endpoints.isComplete()) {
      throw Refusals.notCaughtUp();
    }
    return endpoints.of(partnerId);
  }

  /** A partner's endpoint; another partner's is as unknown as none. */
  Endpoint find(String partnerId, String id) {
    return of(partnerId).stream()
        .filter(one -> one.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                RefusedException.of(
                    ErrorCode.UNKNOWN_ENDPOINT, "There is no such webhook endpoint."));
  }

  /** Stores a new endpoint. */
  Endpoint create(Actor actor, Endpoint endpoint) throws InterruptedException {
    return switch (endpoints.save(endpoint, actor.cause(Change.CREATED))) {
      case Endpoints.Written.Stored() -> told(actor, endpoint, Change.CREATED);
      case Endpoints.Written.Outdated() ->
          throw new IllegalStateException("an endpoint has the new id " + endpoint.id());
      case Endpoints.Written.TooMany() -> throw tooMany();
      case Endpoints.Written.NotOwner() -> throw Refusals.noOwner();
      case Endpoints.Written.Unavailable() -> throw Refusals.unavailable();
    };
  }

  /** Changes an endpoint by one step, after all that were asked for before. */
  Endpoint change(Actor actor, String id, IfMatch ifMatch, Change change, Step step)
      throws InterruptedException {
    for (int tries = 1; ; tries++) {
      Endpoint current = find(actor.partnerId(), id);
      ifMatch.require(current);
      Endpoint next = step.from(current, clock.instant().truncatedTo(ChronoUnit.MILLIS));
      if (next.version() == current.version()) {
        // A change that is under way may make it another; who is told "it is so" must not see that.
        if (isStored(endpoints.confirm(current), actor, id, ifMatch, tries)) {
          return current;
        }
      } else if (isStored(endpoints.save(next, actor.cause(change)), actor, id, ifMatch, tries)) {
        return told(actor, next, change);
      }
    }
  }

  /** Removes an endpoint. */
  void remove(Actor actor, String id, IfMatch ifMatch) throws InterruptedException {
    for (int tries = 1; ; tries++) {
      Endpoint current = find(actor.partnerId(), id);
      ifMatch.require(current);
      if (isStored(
          endpoints.remove(current, actor.cause(Change.DELETED)), actor, id, ifMatch, tries)) {
        told(actor, current, Change.DELETED);
        return;
      }
    }
  }

  /** What is answered at the limit. */
  static RefusedException tooMany() {
    return RefusedException.of(
        ErrorCode.TOO_MANY_ENDPOINTS,
        "A partner has at most " + Endpoint.MOST_OF_A_PARTNER + " endpoints.");
  }

  /** Whether it is stored, and not another change was first. */
  private boolean isStored(
      Endpoints.Written written, Actor actor, String id, IfMatch ifMatch, int tries) {
    return switch (written) {
      case Endpoints.Written.Stored() -> true;
      case Endpoints.Written.Outdated() -> {
        if (ifMatch.tags().isPresent() || tries == TRIES) {
          throw IfMatch.mismatch(find(actor.partnerId(), id));
        }
        yield false;
      }
      case Endpoints.Written.TooMany() -> throw tooMany();
      case Endpoints.Written.NotOwner() -> throw Refusals.noOwner();
      case Endpoints.Written.Unavailable() -> throw Refusals.unavailable();
    };
  }

  private Endpoint told(Actor actor, Endpoint endpoint, Change change) {
    LOG.atInfo()
        .addKeyValue("partnerId", endpoint.partnerId())
        .addKeyValue("endpointId", endpoint.id())
        .addKeyValue("change", change.wireName())
        .addKeyValue("by", actor.by())
        .addKeyValue("version", endpoint.version())
        .addKeyValue("state", endpoint.status().state().wireName())
        .addKeyValue("url", endpoint.definition().shownUrl())
        .log("A webhook endpoint was changed");
    actions.announce(endpoint, change);
    return endpoint;
  }

  /** One change. */
  @FunctionalInterface
  interface Step {
    /** The next version, or the current one where nothing changes. */
    Endpoint from(Endpoint current, Instant now) throws InterruptedException;
  }
}
