package io.orderwire.delivery.partner;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Partners in memory; not for many threads. */
public final class HeldPartners implements Partners {
  private final Map<String, Partner> byId = new TreeMap<>();
  private boolean complete = true;
  private boolean away;

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
    return Optional.ofNullable(byId.get(partnerId));
  }

  @Override
  public Optional<Partner> findByKeyHash(byte[] sha256) {
    return byId.values().stream()
        .filter(
            partner -> partner.keys().stream().anyMatch(key -> Arrays.equals(key.hash(), sha256)))
        .findFirst();
  }

  @Override
  public List<Partner> all() {
    return List.copyOf(byId.values());
  }

  @Override
  public void save(Partner partner) {
    if (away) {
      throw new PartnersUnavailableException(partner.id(), new IllegalStateException("away"));
    }
    byId.put(partner.id(), partner);
  }
}
