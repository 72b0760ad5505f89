package io.orderwire.delivery.partner;

import io.orderwire.delivery.audit.Author;
import io.orderwire.delivery.partner.PartnerChange.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * What an operator does to partners. Every change is stored before it is answered, and throws
 * {@link Partners.PartnersUnavailableException} where it cannot be, or not all partners are known
 * yet. Changes on one instance are made one after the other; of two instances' changes at the same
 * moment the later wins.
 */
public final class PartnerRegistry {
  private final Partners partners;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final ReentrantLock change = new ReentrantLock();

  /**
   * A registry.
   *
   * @param random a cryptographically strong source
   */
  public PartnerRegistry(Partners partners, InstantSource clock, RandomGenerator random) {
    this.partners = partners;
    this.clock = clock;
    this.random = random;
  }

  /** Whether all partners are known. */
  public boolean isComplete() {
    return partners.isComplete();
  }

  /** All partners by id, without keys that have run out. */
  public List<Partner> all() {
    Instant now = clock.instant();
    return partners.all().stream().map(partner -> withoutExpired(partner, now)).toList();
  }

  /** A partner, without keys that have run out. */
  public Optional<Partner> find(String partnerId) {
    return partners.find(partnerId).map(partner -> withoutExpired(partner, clock.instant()));
  }

  /** Whether there was a partner of this id that was removed. */
  public boolean wasRemoved(String partnerId) {
    return partners.wasRemoved(partnerId);
  }

  /**
   * Registers a partner with one key; empty where it is registered already, or was removed: its
   * history would go on as the new one's, with sequences and cursors that the former one knows.
   *
   * @param partnerId a valid partner id
   */
  public Optional<Issued> add(
      String partnerId,
      Optional<String> name,
      Set<Scope> scopes,
      OptionalInt requestsPerSecond,
      Author author)
      throws InterruptedException {
    change.lockInterruptibly();
    try {
      requireComplete();
      if (partners.find(partnerId).isPresent() || partners.wasRemoved(partnerId)) {
        return Optional.empty();
      }
      Instant now = clock.instant();
      Issued issued =
          issue(
              new Partner(partnerId, name, false, List.of(), requestsPerSecond, now, now),
              scopes,
              now);
      partners.save(issued.partner(), new PartnerChange(Kind.REGISTERED, author));
      return Optional.of(issued);
    } finally {
      change.unlock();
    }
  }

  /**
   * Makes a new key with the scopes of the newest one. The newest one goes on working for the
   * overlap; any other ends at once. Empty where there is no such partner.
   */
  public Optional<Issued> rotateKey(String partnerId, Duration overlap, Author author)
      throws InterruptedException {
    change.lockInterruptibly();
    try {
      requireComplete();
      Optional<Partner> found = find(partnerId);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      Instant now = clock.instant();
      Optional<ApiKey> newest =
          found.get().keys().stream().max(Comparator.comparing(ApiKey::createdAt));
      List<ApiKey> kept =
          newest
              .filter(key -> overlap.isPositive())
              .map(key -> List.of(expiring(key, now.plus(overlap))))
              .orElse(List.of());
      Set<Scope> scopes = newest.map(ApiKey::scopes).orElse(Set.of(Scope.values()));
      Issued issued = issue(withKeys(found.get(), kept, now), scopes, now);
      partners.save(issued.partner(), new PartnerChange(Kind.KEY_ROTATED, author));
      return Optional.of(issued);
    } finally {
      change.unlock();
    }
  }

  /** Suspends a partner, or lets it in again; empty where there is no such partner. */
  public Optional<Partner> suspend(String partnerId, boolean suspended, Author author)
      throws InterruptedException {
    Instant now = clock.instant();
    return update(
        partnerId,
        new PartnerChange(suspended ? Kind.SUSPENDED : Kind.RESUMED, author),
        partner ->
            new Partner(
                partner.id(),
                partner.name(),
                suspended,
                partner.keys(),
                partner.requestsPerSecond(),
                partner.createdAt(),
                now));
  }

  /** Ends a key at once; false where there is no such partner or key. */
  public boolean revokeKey(String partnerId, String keyId, Author author)
      throws InterruptedException {
    requireComplete();
    Instant now = clock.instant();
    boolean known =
        find(partnerId).stream()
            .flatMap(partner -> partner.keys().stream())
            .anyMatch(key -> key.keyId().equals(keyId));
    return known
        && update(
                partnerId,
                new PartnerChange(Kind.KEY_REVOKED, author),
                partner ->
                    withKeys(
                        partner,
                        partner.keys().stream().filter(key -> !key.keyId().equals(keyId)).toList(),
                        now))
            .isPresent();
  }

  /**
   * Removes a partner with its keys, or one that was removed once more; false where there never was
   * one of this id.
   */
  public boolean remove(String partnerId, Author author) throws InterruptedException {
    change.lockInterruptibly();
    try {
      requireComplete();
      boolean known = partners.find(partnerId).isPresent() || partners.wasRemoved(partnerId);
      if (known) {
        partners.remove(partnerId, clock.instant(), new PartnerChange(Kind.REMOVED, author));
      }
      return known;
    } finally {
      change.unlock();
    }
  }

  private Optional<Partner> update(String partnerId, PartnerChange why, UnaryOperator<Partner> how)
      throws InterruptedException {
    change.lockInterruptibly();
    try {
      requireComplete();
      Optional<Partner> changed = find(partnerId).map(how);
      if (changed.isPresent()) {
        partners.save(changed.get(), why);
      }
      return changed;
    } finally {
      change.unlock();
    }
  }

  /** A partner that is not known yet must not be taken for one that does not exist. */
  private void requireComplete() {
    if (!partners.isComplete()) {
      throw new Partners.PartnersUnavailableException();
    }
  }

  private Issued issue(Partner partner, Set<Scope> scopes, Instant now) {
    String key = ApiKeys.newKey(random);
    ApiKey stored =
        new ApiKey(ApiKeys.newKeyId(random), ApiKeys.hash(key), scopes, now, Optional.empty());
    List<ApiKey> keys = new ArrayList<>(partner.keys());
    keys.add(stored);
    return new Issued(withKeys(partner, keys, now), stored, key);
  }

  private static ApiKey expiring(ApiKey key, Instant at) {
    Instant earlier = key.expiresAt().filter(given -> given.isBefore(at)).orElse(at);
    return new ApiKey(key.keyId(), key.hash(), key.scopes(), key.createdAt(), Optional.of(earlier));
  }

  private static Partner withoutExpired(Partner partner, Instant now) {
    List<ApiKey> valid = partner.keys().stream().filter(key -> key.isValidAt(now)).toList();
    return withKeys(partner, valid, partner.updatedAt());
  }

  private static Partner withKeys(Partner partner, List<ApiKey> keys, Instant updatedAt) {
    return new Partner(
        partner.id(),
        partner.name(),
        partner.suspended(),
        keys,
        partner.requestsPerSecond(),
        partner.createdAt(),
        updatedAt);
  }

  /**
   * A new key.
   *
   * @param partner the partner that has it now
   * @param stored what is stored of it
   * @param key its text, which is nowhere else
   */
  public record Issued(Partner partner, ApiKey stored, String key) {
    @Override
    public String toString() {
      return "Issued[" + partner.id() + ", " + stored.keyId() + "]";
    }
  }
}
