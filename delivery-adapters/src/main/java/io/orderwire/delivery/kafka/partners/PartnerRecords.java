package io.orderwire.delivery.kafka.partners;

import io.orderwire.delivery.partner.ApiKey;
import io.orderwire.delivery.partner.Partner;
import io.orderwire.delivery.partner.Scope;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Partners as Avro, and back. Times are kept in milliseconds. Pure. Of what is the same in a
 * partner there is one object, since every instance has all partners in memory.
 */
final class PartnerRecords {
  private static final List<Set<Scope>> SCOPES =
      List.of(Set.of(), Set.of(Scope.READ), Set.of(Scope.MANAGE), Set.of(Scope.values()));

  private PartnerRecords() {}

  static io.orderwire.avro.Partner toAvro(Partner partner) {
    return io.orderwire.avro.Partner.newBuilder()
        .setPartnerId(partner.id())
        .setName(partner.name().orElse(null))
        .setSuspended(partner.suspended())
        .setKeys(partner.keys().stream().map(PartnerRecords::toAvro).toList())
        .setRequestsPerSecond(boxed(partner.requestsPerSecond()))
        .setCreatedAt(millis(partner.createdAt()))
        .setUpdatedAt(millis(partner.updatedAt()))
        .build();
  }

  /** What is kept of a partner that was removed: nothing that was its own but the id. */
  static io.orderwire.avro.Partner removed(String partnerId, Instant at) {
    return io.orderwire.avro.Partner.newBuilder()
        .setPartnerId(partnerId)
        .setSuspended(true)
        .setKeys(List.of())
        .setCreatedAt(millis(at))
        .setUpdatedAt(millis(at))
        .setRemovedAt(millis(at))
        .build();
  }

  /**
   * The partner that a record holds.
   *
   * <p>A scope that this version does not know is left out: it can only allow something.
   */
  static Partner fromAvro(io.orderwire.avro.Partner value) {
    Integer perSecond = value.getRequestsPerSecond();
    return new Partner(
        value.getPartnerId(),
        Optional.ofNullable(value.getName()),
        value.getSuspended(),
        value.getKeys().stream().map(key -> fromAvro(key, value.getCreatedAt())).toList(),
        perSecond == null ? OptionalInt.empty() : OptionalInt.of(perSecond),
        value.getCreatedAt(),
        shared(value.getUpdatedAt(), value.getCreatedAt()));
  }

  private static io.orderwire.avro.ApiKey toAvro(ApiKey key) {
    return io.orderwire.avro.ApiKey.newBuilder()
        .setKeyId(key.keyId())
        .setHash(ByteBuffer.wrap(key.hash()))
        .setScopes(key.scopes().stream().map(PartnerRecords::name).sorted().toList())
        .setCreatedAt(millis(key.createdAt()))
        .setExpiresAt(key.expiresAt().map(PartnerRecords::millis).orElse(null))
        .build();
  }

  private static ApiKey fromAvro(io.orderwire.avro.ApiKey value, Instant partnerCreatedAt) {
    byte[] hash = new byte[value.getHash().remaining()];
    value.getHash().duplicate().get(hash);
    Set<Scope> scopes =
        Arrays.stream(Scope.values())
            .filter(scope -> value.getScopes().contains(name(scope)))
            .collect(Collectors.toUnmodifiableSet());
    return new ApiKey(
        value.getKeyId(),
        hash,
        SCOPES.stream().filter(scopes::equals).findFirst().orElse(scopes),
        shared(value.getCreatedAt(), partnerCreatedAt),
        Optional.ofNullable(value.getExpiresAt()));
  }

  private static Instant shared(Instant time, Instant other) {
    return time.equals(other) ? other : time;
  }

  private static String name(Scope scope) {
    return scope.name().toLowerCase(Locale.ROOT);
  }

  private static Instant millis(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS);
  }

  private static @Nullable Integer boxed(OptionalInt value) {
    return value.isPresent() ? value.getAsInt() : null;
  }
}
