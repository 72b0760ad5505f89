package io.orderwire.delivery.webhook.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderwire.delivery.webhook.Secret;
import io.orderwire.delivery.webhook.Secrets;
import io.orderwire.delivery.webhook.factor.FactorSecret;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretVaultTest {
  private static final Instant NOW = Instant.parse("2026-11-24T06:00:00Z");

  private final SecureRandom random = new SecureRandom();
  private final WebhookSecret secret = WebhookSecret.generate(random);
  private final String oldKey = newKey();
  private final String newKey = newKey();
  private final SecretVault vault = SecretVault.of(List.of(oldKey), random);

  @Test
  void what_is_sealed_opens_for_its_endpoint() {
    Secret stored = vault.seal("acme", "we_1", secret, NOW);
    assertThat(stored.publicKey()).isEqualTo(secret.publicText());
    assertThat(stored.createdAt()).isEqualTo(NOW);
    assertThat(stored.expiresAt()).isEmpty();
    WebhookSecret opened = vault.open("acme", "we_1", stored);
    assertThat(opened.hmacText()).isEqualTo(secret.hmacText());
    assertThat(opened.privateText()).isEqualTo(secret.privateText());
  }

  @Test
  void a_made_secret_is_shown_as_it_was_sealed() {
    Secrets.Made made = vault.make("acme", "we_1", NOW);
    WebhookSecret opened = vault.open("acme", "we_1", made.secret());
    assertThat(made.shown()).isEqualTo(opened.hmacText()).startsWith("whsec_");
    assertThat(opened.hmacKey()).hasSize(32);
  }

  @Test
  void it_opens_for_nobody_else() {
    Secret stored = vault.seal("acme", "we_1", secret, NOW);
    refused(() -> vault.open("acme", "we_2", stored), "altered");
    refused(() -> vault.open("acm", "ewe_1", stored), "altered");
  }

  @Test
  void nothing_of_it_can_be_altered() {
    Secret stored = vault.seal("acme", "we_1", secret, NOW);
    for (int at = 0; at < stored.sealed().length; at++) {
      byte[] bytes = stored.sealed().clone();
      bytes[at] ^= 1;
      Secret altered = new Secret(bytes, stored.publicKey(), NOW, Optional.empty());
      refused(() -> vault.open("acme", "we_1", altered), "a secret of endpoint we_1");
    }
    for (int length = 0; length < stored.sealed().length; length++) {
      byte[] bytes = Arrays.copyOf(stored.sealed(), length);
      Secret cut = new Secret(bytes, stored.publicKey(), NOW, Optional.empty());
      refused(() -> vault.open("acme", "we_1", cut), "a secret of endpoint we_1");
    }
    Secret swapped =
        new Secret(
            stored.sealed(), WebhookSecret.generate(random).publicText(), NOW, Optional.empty());
    refused(() -> vault.open("acme", "we_1", swapped), "another's public key");
  }

  @Test
  void the_same_secret_never_looks_the_same_and_shows_nothing() {
    byte[] once = vault.seal("acme", "we_1", secret, NOW).sealed();
    byte[] again = vault.seal("acme", "we_1", secret, NOW).sealed();
    assertThat(once).isNotEqualTo(again).hasSize(1 + 8 + 12 + 64 + 16);
  }

  @Test
  void a_new_first_key_seals_and_the_old_one_still_opens() {
    Secret before = vault.seal("acme", "we_1", secret, NOW);
    SecretVault rotated = SecretVault.of(List.of(newKey, oldKey), random);
    assertThat(rotated.open("acme", "we_1", before).hmacText()).isEqualTo(secret.hmacText());
    assertThat(rotated.isSealedByFirst(before)).isFalse();
    Secret after = rotated.seal("acme", "we_1", secret, NOW);
    assertThat(rotated.isSealedByFirst(after)).isTrue();
    refused(() -> vault.open("acme", "we_1", after), "is not in the key file");
    assertThat(SecretVault.of(List.of(newKey), random).open("acme", "we_1", after).hmacText())
        .isEqualTo(secret.hmacText());
  }

  @Test
  void a_key_file_may_have_notes_and_empty_lines(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("keys");
    Files.writeString(file, "# since May\n" + newKey + "\n\n# before\r\n " + oldKey + " \r\n");
    Secret before = vault.seal("acme", "we_1", secret, NOW);
    assertThat(SecretVault.reading(file, random).open("acme", "we_1", before).hmacText())
        .isEqualTo(secret.hmacText());
    assertThatThrownBy(() -> SecretVault.reading(directory.resolve("none"), random))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("none");
  }

  @Test
  void a_bad_line_is_named_by_its_number_alone() {
    String third = "line 3 of the operator's key file is not the base64 of 32 bytes";
    for (String bad : List.of(oldKey.substring(4), oldKey.replace('=', '*'), oldKey + oldKey)) {
      assertThatThrownBy(() -> SecretVault.of(List.of("# keys", newKey, bad), random))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(third)
          .hasNoCause();
    }
    assertThatThrownBy(() -> SecretVault.of(List.of("# keys", ""), random))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the operator's key file has no key");
  }

  @Test
  void a_second_factor_opens_for_its_partner_alone() {
    FactorSecret factor = FactorSecret.generate(random);
    byte[] sealed = vault.seal("acme", factor);
    assertThat(vault.open("acme", sealed)).hasValue(factor.bytes());
    assertThat(vault.open("other", sealed)).isEmpty();
    assertThat(SecretVault.of(List.of(newKey), random).open("acme", sealed)).isEmpty();
    assertThat(vault.open("acme", Arrays.copyOf(sealed, 8))).isEmpty();
    byte[] endpoints = vault.seal("acme", "we_1", secret, NOW).sealed();
    assertThat(vault.open("acme", endpoints)).isEmpty();
  }

  private String newKey() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static void refused(ThrowingCallable opening, String saying) {
    assertThatThrownBy(opening)
        .isInstanceOf(SealedSecretException.class)
        .hasMessageContaining(saying)
        .hasNoCause();
  }
}
