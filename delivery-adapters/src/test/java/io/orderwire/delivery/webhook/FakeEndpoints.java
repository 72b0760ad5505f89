package io.orderwire.delivery.webhook;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** Endpoints in memory, for tests, as the port says. Safe for use by many threads. */
public final class FakeEndpoints implements Endpoints {
  private final Map<String, Endpoint> endpoints = new ConcurrentSkipListMap<>();
  private final List<BiConsumer<String, String>> listeners = new CopyOnWriteArrayList<>();
  private final List<Cause> causes = new CopyOnWriteArrayList<>();
  private volatile boolean complete = true;
  private volatile boolean listed = true;
  private volatile Optional<Written> refusal = Optional.empty();
  private volatile Runnable beforeWrite = () -> {};

  /** Makes this instance one that has not read all endpoints yet, or has. */
  public void complete(boolean now) {
    complete = now;
  }

  /** Makes {@link #all} fail, or work again. */
  public void listed(boolean now) {
    listed = now;
  }

  /** Answers every write with this, and stores nothing; empty to work again. */
  public void refuse(Optional<Written> with) {
    refusal = with;
  }

  /** Does something before the next write, such as another one. */
  public void beforeNextWrite(Runnable once) {
    beforeWrite = once;
  }

  /** Stores without any check, as another instance may. */
  public void put(Endpoint endpoint) {
    endpoints.put(key(endpoint), endpoint);
    tell(endpoint);
  }

  /** Why each change was made that was stored, in order. */
  public List<Cause> causes() {
    return causes;
  }

  /** Removes all. */
  public void clear() {
    endpoints.clear();
    causes.clear();
  }

  @Override
  public boolean isComplete() {
    return complete;
  }

  @Override
  public List<Endpoint> of(String partnerId) {
    return sorted().stream().filter(one -> one.partnerId().equals(partnerId)).toList();
  }

  @Override
  public List<Endpoint> all() {
    if (!listed) {
      throw new IllegalStateException("a defect");
    }
    return sorted();
  }

  private List<Endpoint> sorted() {
    List<Endpoint> all = new ArrayList<>(endpoints.values());
    all.sort(Comparator.comparing(Endpoint::createdAt).thenComparing(Endpoint::id));
    return List.copyOf(all);
  }

  @Override
  public Written save(Endpoint endpoint, Cause cause) {
    first();
    synchronized (this) {
      if (refusal.isPresent()) {
        return refusal.get();
      }
      Endpoint stored = endpoints.get(key(endpoint));
      if ((stored == null ? 0 : stored.version()) != endpoint.version() - 1) {
        return new Written.Outdated();
      }
      if (stored == null && of(endpoint.partnerId()).size() >= Endpoint.MOST_OF_A_PARTNER) {
        return new Written.TooMany();
      }
      causes.add(cause);
      put(endpoint);
      return new Written.Stored();
    }
  }

  @Override
  public Written remove(Endpoint endpoint, Cause cause) {
    first();
    synchronized (this) {
      if (refusal.isPresent()) {
        return refusal.get();
      }
      Endpoint stored = endpoints.get(key(endpoint));
      if (stored == null || stored.version() != endpoint.version()) {
        return new Written.Outdated();
      }
      causes.add(cause);
      endpoints.remove(key(endpoint));
      tell(endpoint);
      return new Written.Stored();
    }
  }

  @Override
  public Written confirm(Endpoint endpoint) {
    first();
    synchronized (this) {
      if (refusal.isPresent()) {
        return refusal.get();
      }
      Endpoint stored = endpoints.get(key(endpoint));
      return stored != null && stored.version() == endpoint.version()
          ? new Written.Stored()
          : new Written.Outdated();
    }
  }

  @Override
  public void onChange(BiConsumer<String, String> listener) {
    listeners.add(listener);
  }

  private void first() {
    Runnable once = beforeWrite;
    beforeWrite = () -> {};
    once.run();
  }

  private void tell(Endpoint endpoint) {
    listeners.forEach(one -> one.accept(endpoint.partnerId(), endpoint.id()));
  }

  private static String key(Endpoint endpoint) {
    return endpoint.partnerId() + " " + endpoint.id();
  }
}
