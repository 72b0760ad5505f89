package io.orderwire.delivery.webhook.delivery;

import io.orderwire.delivery.history.History;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.subscription.Progress;
import io.orderwire.delivery.subscription.ProgressStore;
import io.orderwire.delivery.webhook.Endpoint;
import io.orderwire.delivery.webhook.EndpointActions;
import io.orderwire.delivery.webhook.dispatch.Dispatch;
import io.orderwire.delivery.webhook.dispatch.Health;
import io.orderwire.delivery.webhook.payload.Messages;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;

/** What can be asked of the loops, as {@link EndpointActions}. */
final class LiveActions implements EndpointActions {
  private static final String TEST = "endpoint.test";

  private final Deliveries deliveries;
  private final LoopParts parts;
  private final Sender sender;
  private final Signers signers;
  private final Records records;
  private final Announcer announcer;
  private final ThreadFactory threads;
  private final RandomGenerator random;

  LiveActions(
      Deliveries deliveries,
      LoopParts parts,
      Sender sender,
      Signers signers,
      Records records,
      Announcer announcer,
      Webhooks.Surroundings around) {
    this.deliveries = deliveries;
    this.parts = parts;
    this.sender = sender;
    this.signers = signers;
    this.records = records;
    this.announcer = announcer;
    this.threads = around.threads();
    this.random = around.random();
  }

  @Override
  public Tested test(Endpoint endpoint) throws InterruptedException {
    String id = MessageIds.next(random);
    Sender.Sent sent =
        sender.sendMessage(
            endpoint,
            signers.of(endpoint),
            id,
            Messages.test(endpoint.id(), parts.clock().instant()));
    records.message(endpoint, TEST, 1, sent, Optional.empty());
    return new Tested(
        id, sent.reply().outcome(), sent.duration(), Records.excerpt(sent.reply().body()));
  }

  @Override
  public Optional<Figures> figures(String partnerId, String endpointId) {
    return deliveries
        .find(partnerId, endpointId)
        .filter(CursorLoop.class::isInstance)
        .map(CursorLoop.class::cast)
        .flatMap(loop -> loop.progress().flatMap(progress -> figures(partnerId, loop, progress)));
  }

  private Optional<Figures> figures(String partnerId, CursorLoop loop, Progress progress) {
    try {
      long newest = parts.history().extent(partnerId).newest().sequence();
      long done =
          progress.done().stream().mapToLong(range -> range.last() - range.first() + 1).sum();
      Optional<Health> health = loop.health();
      return Optional.of(
          new Figures(
              progress.position(),
              Math.max(0, newest - progress.position().sequence() - done),
              health.map(Health::inFlight).orElse(0),
              health.map(Health::errorRate).orElse(0.0),
              health.map(LiveActions::breaker).orElse(Breaker.CLOSED),
              progress.retries().size(),
              progress.retries().stream()
                  .map(Progress.Retry::dueAt)
                  .min(Comparator.<Instant>naturalOrder()),
              progress.parked().size()));
    } catch (History.NotHereException e) {
      return Optional.empty();
    }
  }

  private static Breaker breaker(Health health) {
    return switch (health.breaker()) {
      case CLOSED -> Breaker.CLOSED;
      case OPEN -> Breaker.OPEN;
      case HALF_OPEN -> Breaker.HALF_OPEN;
    };
  }

  @Override
  public ProgressStore.Written move(Endpoint endpoint, String subscriptionId, Position behind)
      throws InterruptedException {
    if (!deliveries.hold(endpoint, subscriptionId)) {
      return new ProgressStore.Written.Unavailable();
    }
    return switch (parts.progress().load(endpoint.partnerId(), subscriptionId)) {
      case ProgressStore.Loaded.NotOwner() -> new ProgressStore.Written.NotOwner();
      case ProgressStore.Loaded.Unavailable() -> new ProgressStore.Written.Unavailable();
      case ProgressStore.Loaded.Found(Optional<Progress> found, Instant _) ->
          parts.progress().store(endpoint.partnerId(), subscriptionId, found, Progress.at(behind));
    };
  }

  @Override
  public Retried retryParked(Endpoint endpoint, Optional<Set<Position>> items)
      throws InterruptedException {
    Optional<CursorLoop> loop =
        deliveries
            .find(endpoint.partnerId(), endpoint.id())
            .filter(CursorLoop.class::isInstance)
            .map(CursorLoop.class::cast);
    if (loop.isPresent() && loop.get().progress().isPresent()) {
      List<Long> wanted = wanted(loop.get().progress().get(), items);
      loop.get().retryParked(wanted);
      return new Retried.Due(wanted.size());
    }
    return switch (parts.progress().load(endpoint.partnerId(), endpoint.id())) {
      case ProgressStore.Loaded.NotOwner() -> new Retried.NotOwner();
      case ProgressStore.Loaded.Unavailable() -> new Retried.Unavailable();
      case ProgressStore.Loaded.Found(Optional<Progress> stored, Instant _) ->
          stored.isEmpty() ? new Retried.Due(0) : unpark(endpoint, stored.get(), items);
    };
  }

  /** Nothing runs: the stored progress is changed, and counts when the endpoint is resumed. */
  private Retried unpark(Endpoint endpoint, Progress stored, Optional<Set<Position>> items)
      throws InterruptedException {
    List<Long> wanted = wanted(stored, items);
    Dispatch dispatch = parts.dispatch(new Cursor(endpoint, Optional.empty()), stored);
    for (long sequence : wanted) {
      var _ = dispatch.unpark(sequence);
    }
    return switch (parts
        .progress()
        .store(endpoint.partnerId(), endpoint.id(), Optional.of(stored), dispatch.progress())) {
      case ProgressStore.Written.Stored() -> new Retried.Due(wanted.size());
      case ProgressStore.Written.NotOwner() -> new Retried.NotOwner();
      case ProgressStore.Written.Outdated(), ProgressStore.Written.Unavailable() ->
          new Retried.Unavailable();
    };
  }

  private static List<Long> wanted(Progress progress, Optional<Set<Position>> items) {
    return progress.parked().stream()
        .map(Progress.Parked::position)
        .filter(position -> items.map(some -> some.contains(position)).orElse(true))
        .map(Position::sequence)
        .toList();
  }

  @Override
  public void announce(Endpoint endpoint, Change change) {
    announcer.announce(
        endpoint,
        "endpoint.changed",
        Messages.changed(endpoint.id(), change.wireName(), parts.clock().instant()));
    if (change == Change.DELETED) {
      threads.newThread(() -> forget(endpoint)).start();
    }
  }

  private void forget(Endpoint endpoint) {
    try {
      for (String subscription : List.of(endpoint.id(), endpoint.replaySubscription())) {
        if (deliveries.hold(endpoint, subscription)) {
          var _ = parts.progress().remove(endpoint.partnerId(), subscription);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
