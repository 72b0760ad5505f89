package io.orderwire.delivery.partner;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Partners in memory, for tests. Safe for use by many threads. */
public final class MemoryPartners implements Partners {
  private final Map<String, Partner> partners = new ConcurrentHashMap<>();
  private final Set<String> removed = ConcurrentHashMap.newKeySet();
  private final List<PartnerChange> changes = new CopyOnWriteArrayList<>();
  private volatile boolean complete = true;
  private volatile boolean away;

  /** Makes writes fail, or work again. */
  public void away(boolean now) {
    away = now;
  }

  /** Makes this instance one that has not read all partners yet, or has. */
  public void complete(boolean now) {
    complete = now;
  }

  @Override
  public boolean isComplete() {
    return complete;
  }

  @Override
  public Optional<Partner> find(String partnerId) {
    return Optional.ofNullable(partners.get(partnerId));
  }

  @Override
  public Optional<Partner> findByKeyHash(byte[] sha256) {
    return partners.values().stream()
        .filter(partner -> partner.keys().stream().anyMatch(k -> Arrays.equals(k.hash(), sha256)))
        .findFirst();
  }

  @Override
  public boolean wasRemoved(String partnerId) {
    return removed.contains(partnerId);
  }

  @Override
  public void remove(String partnerId, Instant at, PartnerChange change) {
    requireThere(partnerId);
    changes.add(change);
    removed.add(partnerId);
    partners.remove(partnerId);
  }

  @Override
  public List<Partner> all() {
    return partners.values().stream().sorted(Comparator.comparing(Partner::id)).toList();
  }

  /** Why partners were stored, in order. */
  public List<PartnerChange> changes() {
    return changes;
  }

  @Override
  public void save(Partner partner, PartnerChange change) {
    requireThere(partner.id());
    changes.add(change);
    partners.put(partner.id(), partner);
  }

  private void requireThere(String partnerId) {
    if (away) {
      throw new PartnersUnavailableException(partnerId, new IllegalStateException("away"));
    }
  }
}
