package io.orderwire.delivery.partner;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.delivery.partner.StreamTokens.Claims;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class StreamTokensTest {
  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
  private static final Claims ACME = new Claims("acme", "k-1", NOW);

  private final StreamTokens tokens = new StreamTokens(new byte[32]);

  @Test
  void a_token_says_what_it_was_made_with() {
    assertThat(tokens.decode(tokens.encode(ACME))).contains(ACME);
  }

  @Test
  void a_token_that_was_changed_or_signed_with_another_key_says_nothing() {
    String[] acme = tokens.encode(ACME).split("\\.", -1);
    String[] globex = tokens.encode(new Claims("globex", "k-2", NOW)).split("\\.", -1);
    assertThat(tokens.decode(globex[0] + "." + acme[1])).isEmpty();
    assertThat(tokens.decode(acme[0] + ".")).isEmpty();
    byte[] another = new byte[32];
    Arrays.fill(another, (byte) 1);
    assertThat(tokens.decode(new StreamTokens(another).encode(ACME))).isEmpty();
  }

  @Test
  void a_token_lasts_an_hour_and_no_longer_than_what_it_was_made_with() {
    assertThat(StreamTokens.claims("acme", "k-1", Optional.empty(), NOW).expiresAt())
        .isEqualTo(NOW.plus(Duration.ofHours(1)));
    assertThat(
            StreamTokens.claims("acme", "k-1", Optional.of(NOW.plusSeconds(60)), NOW).expiresAt())
        .isEqualTo(NOW.plusSeconds(60));
  }
}
