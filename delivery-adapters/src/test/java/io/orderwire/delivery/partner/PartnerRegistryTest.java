package io.orderwire.delivery.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderwire.delivery.audit.Authors;
import io.orderwire.delivery.partner.PartnerRegistry.Issued;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PartnerRegistryTest {
  private final MemoryPartners partners = new MemoryPartners();
  private Instant now = Instant.parse("2026-11-24T06:00:00Z");
  private final PartnerRegistry registry =
      new PartnerRegistry(partners, () -> now, new SecureRandom());

  private Issued added() throws InterruptedException {
    return registry
        .add("acme", Optional.of("Acme"), Set.of(Scope.READ), OptionalInt.of(5), Authors.OPERATOR)
        .orElseThrow();
  }

  private Issued rotated(Duration overlap) throws InterruptedException {
    now = now.plusSeconds(1);
    return registry.rotateKey("acme", overlap, Authors.OPERATOR).orElseThrow();
  }

  private List<String> keyIds() {
    return registry.find("acme").orElseThrow().keys().stream().map(ApiKey::keyId).toList();
  }

  @Test
  void the_key_of_a_new_partner_is_stored_as_a_hash_alone() throws Exception {
    Issued issued = added();
    assertThat(partners.findByKeyHash(ApiKeys.hash(issued.key()))).contains(issued.partner());
    assertThat(issued.toString()).doesNotContain(issued.key());
    assertThat(issued.partner().toString()).doesNotContain(issued.key());
    assertThat(issued.stored().scopes()).containsExactly(Scope.READ);
  }

  @Test
  void a_registered_partner_is_not_registered_again() throws Exception {
    Issued issued = added();
    assertThat(
            registry.add(
                "acme",
                Optional.empty(),
                Set.of(Scope.READ),
                OptionalInt.empty(),
                Authors.OPERATOR))
        .isEmpty();
    assertThat(keyIds()).containsExactly(issued.stored().keyId());
  }

  @Test
  void two_keys_work_while_they_overlap_and_then_the_new_one_alone() throws Exception {
    Issued first = added();
    Issued second = rotated(Duration.ofHours(1));
    assertThat(second.stored().scopes()).isEqualTo(first.stored().scopes());
    assertThat(keyIds()).containsExactlyInAnyOrder(first.stored().keyId(), second.stored().keyId());
    now = now.plus(Duration.ofHours(1));
    assertThat(keyIds()).containsExactly(second.stored().keyId());
  }

  @Test
  void without_overlap_the_old_key_ends_at_once() throws Exception {
    added();
    Issued second = rotated(Duration.ZERO);
    assertThat(keyIds()).containsExactly(second.stored().keyId());
  }

  @Test
  void a_third_key_ends_the_first() throws Exception {
    added();
    Issued second = rotated(Duration.ofHours(1));
    Issued third = rotated(Duration.ofHours(1));
    assertThat(keyIds()).containsExactlyInAnyOrder(second.stored().keyId(), third.stored().keyId());
  }

  @Test
  void rotating_gives_no_key_a_longer_life() throws Exception {
    added();
    Issued second = rotated(Duration.ofMinutes(1));
    assertThat(registry.revokeKey("acme", second.stored().keyId(), Authors.OPERATOR)).isTrue();
    rotated(Duration.ofDays(30));
    now = now.plus(Duration.ofMinutes(1));
    assertThat(keyIds()).hasSize(1);
  }

  @Test
  void a_revoked_key_is_gone_and_cannot_be_revoked_again() throws Exception {
    Issued issued = added();
    assertThat(registry.revokeKey("acme", issued.stored().keyId(), Authors.OPERATOR)).isTrue();
    assertThat(partners.findByKeyHash(ApiKeys.hash(issued.key()))).isEmpty();
    assertThat(registry.revokeKey("acme", issued.stored().keyId(), Authors.OPERATOR)).isFalse();
    assertThat(registry.revokeKey("nobody", "k", Authors.OPERATOR)).isFalse();
  }

  @Test
  void suspending_keeps_the_keys() throws Exception {
    added();
    assertThat(registry.suspend("acme", true, Authors.OPERATOR).orElseThrow().suspended()).isTrue();
    assertThat(registry.suspend("acme", false, Authors.OPERATOR).orElseThrow().suspended())
        .isFalse();
    assertThat(keyIds()).hasSize(1);
    assertThat(registry.suspend("nobody", true, Authors.OPERATOR)).isEmpty();
  }

  @Test
  void before_all_partners_are_known_nothing_is_changed() throws Exception {
    Issued issued = added();
    partners.complete(false);
    assertThatThrownBy(this::added).isInstanceOf(Partners.PartnersUnavailableException.class);
    assertThatThrownBy(() -> rotated(Duration.ZERO))
        .isInstanceOf(Partners.PartnersUnavailableException.class);
    assertThatThrownBy(() -> registry.suspend("acme", true, Authors.OPERATOR))
        .isInstanceOf(Partners.PartnersUnavailableException.class);
    assertThatThrownBy(() -> registry.revokeKey("acme", "k", Authors.OPERATOR))
        .isInstanceOf(Partners.PartnersUnavailableException.class);
    assertThat(partners.find("acme")).contains(issued.partner());
  }
}
