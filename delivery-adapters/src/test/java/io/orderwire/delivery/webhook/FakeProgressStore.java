package io.orderwire.delivery.webhook;

import io.orderwire.delivery.subscription.Progress;
import io.orderwire.delivery.subscription.ProgressStore;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Progress in memory, for tests. Safe for use by many threads. */
public final class FakeProgressStore implements ProgressStore {
  private final Map<String, Progress> progress = new ConcurrentHashMap<>();
  private volatile boolean owner = true;
  private volatile Instant storedAt = Instant.EPOCH;
  private volatile boolean storing = true;
  private volatile Executor later = Runnable::run;

  /** Makes this instance one that owns every partition, or none. */
  public void owner(boolean now) {
    owner = now;
  }

  /** Makes this instance one whose writes are not answered, or are. */
  public void storing(boolean now) {
    storing = now;
  }

  /** When all that is loaded was stored, as is told. */
  public void storedAt(Instant time) {
    storedAt = time;
  }

  /** What is stored. */
  public Optional<Progress> stored(String partnerId, String subscriptionId) {
    return Optional.ofNullable(progress.get(partnerId + " " + subscriptionId));
  }

  @Override
  public Loaded load(String partnerId, String subscriptionId) {
    return owner
        ? new Loaded.Found(stored(partnerId, subscriptionId), storedAt)
        : new Loaded.NotOwner();
  }

  /** Stores this whatever was stored. */
  public void put(String partnerId, String subscriptionId, Progress next) {
    progress.put(partnerId + " " + subscriptionId, next);
  }

  @Override
  public Written store(
      String partnerId, String subscriptionId, Optional<Progress> before, Progress next) {
    if (!owner) {
      return new Written.NotOwner();
    }
    if (!storing) {
      return new Written.Unavailable();
    }
    if (!stored(partnerId, subscriptionId).equals(before)) {
      return new Written.Outdated();
    }
    put(partnerId, subscriptionId, next);
    return new Written.Stored();
  }

  @Override
  public void storeLater(
      String partnerId,
      String subscriptionId,
      Optional<Progress> before,
      Progress next,
      boolean urgent,
      Consumer<Written> stored) {
    later.execute(() -> stored.accept(store(partnerId, subscriptionId, before, next)));
  }

  /** Decides when what is stored later is stored. */
  public void later(Executor when) {
    later = when;
  }

  @Override
  public Written remove(String partnerId, String subscriptionId) {
    if (!owner) {
      return new Written.NotOwner();
    }
    progress.remove(partnerId + " " + subscriptionId);
    return new Written.Stored();
  }
}
