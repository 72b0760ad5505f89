package io.orderwire.delivery.webhook.delivery;

import io.orderwire.delivery.subscription.ProgressStore;
import io.orderwire.delivery.webhook.Cause;
import io.orderwire.delivery.webhook.Endpoint;
import io.orderwire.delivery.webhook.Endpoints;
import io.orderwire.delivery.webhook.Status;
import io.orderwire.delivery.webhook.dispatch.Health;
import io.orderwire.delivery.webhook.payload.Messages;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What loops find out about endpoints is stored and recorded, logged, counted, and announced to the
 * partner's other endpoints: degraded, suspended, verified, replayed. Blocks for the broker.
 */
final class StatusChanges implements Deliveries.Aftermath, CursorLoop.HealthWatch {
  private static final Logger LOG = LoggerFactory.getLogger(StatusChanges.class);
  private static final int TRIES = 20;
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final Endpoints endpoints;
  private final ProgressStore progress;
  private final Announcer announcer;
  private final DeliveryMeters meters;
  private final InstantSource clock;

  StatusChanges(
      Endpoints endpoints,
      ProgressStore progress,
      Announcer announcer,
      DeliveryMeters meters,
      InstantSource clock) {
    this.endpoints = endpoints;
    this.progress = progress;
    this.announcer = announcer;
    this.meters = meters;
    this.clock = clock;
  }

  @Override
  public void of(Running running, Loop.End end) throws InterruptedException {
    Endpoint endpoint = running.cursor().endpoint();
    switch (end) {
      case Loop.End.Stopped(), Loop.End.Away() -> {}
      case Loop.End.Suspend(Status.Reason reason) -> suspend(endpoint, reason);
      case Loop.End.Finished() -> finish(running.cursor());
      case Loop.End.Verified(OptionalInt rate) -> activate(endpoint, rate);
    }
  }

  @Override
  public void look(Cursor cursor, Health health) throws InterruptedException {
    Endpoint endpoint = cursor.endpoint();
    boolean known =
        endpoints
            .find(endpoint.partnerId(), endpoint.id())
            .map(one -> one.status().degradedSince().isPresent())
            .orElse(true);
    if (cursor.isReplay() || known == health.degraded()) {
      return;
    }
    Instant now = clock.instant();
    Optional<Endpoint> stored =
        change(
            endpoint,
            health.degraded() ? Cause.Finding.DEGRADED : Cause.Finding.RECOVERED,
            one -> one.status().state() == Status.State.ACTIVE,
            one ->
                one.with(
                    new Status(
                        one.status().state(),
                        one.status().reason(),
                        one.status().since(),
                        health.degraded() ? Optional.of(now) : Optional.empty()),
                    now));
    if (stored.isPresent() && health.degraded()) {
      meters.degraded();
      log("An endpoint is degraded: too many of its requests fail", endpoint, "degraded");
      announcer.announce(endpoint, "endpoint.degraded", Messages.degraded(endpoint.id(), now));
    }
  }

  private void suspend(Endpoint endpoint, Status.Reason reason) throws InterruptedException {
    Instant now = clock.instant();
    Status.State before = endpoint.status().state();
    Optional<Endpoint> stored =
        change(
            endpoint,
            Cause.Finding.SUSPENDED,
            one -> one.status().state() == before,
            one -> one.with(Status.suspended(reason, now), now));
    if (stored.isPresent()) {
      meters.suspended(reason);
      log("An endpoint is suspended; its cursor stands still", endpoint, reason.wireName());
      announcer.announce(
          endpoint,
          "endpoint.suspended",
          Messages.suspended(endpoint.id(), reason.wireName(), now));
    }
  }

  private void activate(Endpoint endpoint, OptionalInt rate) throws InterruptedException {
    Instant now = clock.instant();
    Optional<Endpoint> stored =
        change(
            endpoint,
            Cause.Finding.VERIFIED,
            one ->
                one.status().state() == Status.State.PENDING
                    && one.definition().url().equals(endpoint.definition().url()),
            one ->
                one.with(one.definition().atMost(rate), Status.of(Status.State.ACTIVE, now), now));
    if (stored.isPresent()) {
      log("An endpoint is verified", endpoint, "verified");
    }
  }

  private void finish(Cursor cursor) throws InterruptedException {
    Instant now = clock.instant();
    Optional<Endpoint> stored =
        change(
            cursor.endpoint(),
            Cause.Finding.REPLAY_FINISHED,
            one -> one.replay().equals(cursor.replay()),
            one -> one.withReplay(Optional.empty(), now));
    if (stored.isPresent()) {
      var _ = progress.remove(cursor.partnerId(), cursor.subscription());
      log("A replay is finished", cursor.endpoint(), "replay_finished");
    }
  }

  /** Stores a change of the endpoint as it is now, as long as it is wanted. */
  private Optional<Endpoint> change(
      Endpoint endpoint,
      Cause.Finding finding,
      Predicate<Endpoint> wanted,
      UnaryOperator<Endpoint> change)
      throws InterruptedException {
    for (int tries = 0; tries < TRIES; tries++) {
      Optional<Endpoint> now = endpoints.find(endpoint.partnerId(), endpoint.id());
      if (now.isEmpty() || !wanted.test(now.get())) {
        return Optional.empty();
      }
      Endpoint changed = change.apply(now.get());
      switch (endpoints.save(changed, new Cause.Found(finding))) {
        case Endpoints.Written.Stored() -> {
          return Optional.of(changed);
        }
        case Endpoints.Written.NotOwner() -> {
          return Optional.empty();
        }
        case Endpoints.Written.Outdated(),
            Endpoints.Written.TooMany(),
            Endpoints.Written.Unavailable() ->
            LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
    // The loop begins again and comes to the same end.
    LOG.atWarn()
        .addKeyValue("partnerId", endpoint.partnerId())
        .addKeyValue("endpointId", endpoint.id())
        .log("An endpoint's change could not be stored; it is found out again");
    return Optional.empty();
  }

  private static void log(String message, Endpoint endpoint, String what) {
    LOG.atWarn()
        .addKeyValue("partnerId", endpoint.partnerId())
        .addKeyValue("endpointId", endpoint.id())
        .addKeyValue("change", what)
        .log(message);
  }
}
