package io.orderwire.delivery.webhook;

import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.subscription.Progress;
import io.orderwire.delivery.subscription.ProgressStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the loops would do, noted, for tests: nothing is sent. */
public final class FakeEndpointActions implements EndpointActions {
  private final FakeProgressStore progress;
  private final List<String> announced = new CopyOnWriteArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final Map<String, Figures> figures = new ConcurrentHashMap<>();
  private volatile Outcome outcome = new Outcome.Delivered(204);

  /** Over a store in memory. */
  public FakeEndpointActions(FakeProgressStore progress) {
    this.progress = progress;
  }

  /** The changes that were told, as {@code created we_…}. */
  public List<String> announced() {
    return List.copyOf(announced);
  }

  /** What was done, as {@code test we_…} and {@code retry we_…}. */
  public List<String> asked() {
    return asked;
  }

  /** How the next tests end. */
  public void testsEnd(Outcome with) {
    outcome = with;
  }

  /** Makes an endpoint one that is delivered to here. */
  public void show(String endpointId, Figures now) {
    figures.put(endpointId, now);
  }

  @Override
  public Tested test(Endpoint endpoint) {
    asked.add("test " + endpoint.id());
    return new Tested("msg_1", outcome, Duration.ofMillis(12), "fine");
  }

  @Override
  public Optional<Figures> figures(String partnerId, String endpointId) {
    return Optional.ofNullable(figures.get(endpointId));
  }

  @Override
  public ProgressStore.Written move(Endpoint endpoint, String subscriptionId, Position behind)
      throws InterruptedException {
    String partnerId = endpoint.partnerId();
    return progress.store(
        partnerId, subscriptionId, progress.stored(partnerId, subscriptionId), Progress.at(behind));
  }

  @Override
  public Retried retryParked(Endpoint endpoint, Optional<Set<Position>> items)
      throws InterruptedException {
    asked.add("retry " + endpoint.id());
    return switch (progress.load(endpoint.partnerId(), endpoint.id())) {
      case ProgressStore.Loaded.Found(Optional<Progress> found, Instant _) ->
          new Retried.Due(
              (int)
                  found.map(Progress::parked).orElse(List.of()).stream()
                      .filter(one -> items.map(set -> set.contains(one.position())).orElse(true))
                      .count());
      case ProgressStore.Loaded.NotOwner() -> new Retried.NotOwner();
      case ProgressStore.Loaded.Unavailable() -> new Retried.Unavailable();
    };
  }

  @Override
  public void announce(Endpoint endpoint, Change change) {
    announced.add(change.wireName() + " " + endpoint.id());
  }
}
