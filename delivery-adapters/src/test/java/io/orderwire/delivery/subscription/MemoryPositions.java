package io.orderwire.delivery.subscription;

import io.orderwire.delivery.history.Position;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Positions in memory, for tests. Safe for use by many threads. */
public final class MemoryPositions implements Positions {
  private final Map<String, Map<String, Stored>> stored = new ConcurrentHashMap<>();
  private volatile boolean owner = true;
  private volatile boolean available = true;

  /** Whether writes find an owner. */
  public void setOwner(boolean isOwner) {
    owner = isOwner;
  }

  /** Whether writes are answered in time. */
  public void setAvailable(boolean isAvailable) {
    available = isAvailable;
  }

  @Override
  public Map<String, Stored> of(String partnerId) {
    return Map.copyOf(stored.getOrDefault(partnerId, Map.of()));
  }

  @Override
  public Outcome advance(String partnerId, String subscriptionId, Position position) {
    if (!owner) {
      return new Outcome.NotOwner();
    }
    if (!available) {
      return new Outcome.Unavailable();
    }
    Stored now =
        stored
            .computeIfAbsent(partnerId, _ -> new ConcurrentHashMap<>())
            .merge(
                subscriptionId,
                new Stored(position, Instant.EPOCH),
                (old, given) -> old.position().compareTo(given.position()) > 0 ? old : given);
    return new Outcome.Advanced(now.position());
  }
}
