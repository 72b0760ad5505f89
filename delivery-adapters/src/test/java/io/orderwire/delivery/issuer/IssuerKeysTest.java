package io.orderwire.delivery.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderwire.delivery.issuer.IssuerKeys.Found;
import io.orderwire.testkit.StubIssuer;
import io.orderwire.testkit.StubIssuer.Signer;
import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When the issuer is asked, and what goes on while it does not answer. */
final class IssuerKeysTest {
  private static final Signer OLD = StubIssuer.newKey("old", "ES256");
  private static final Signer NEW = StubIssuer.newKey("new", "ES256");
  private static final KeyTimes TIMES =
      new KeyTimes(
          Duration.ofMinutes(5),
          Duration.ofSeconds(10),
          Duration.ofHours(6),
          Duration.ofSeconds(5));

  private @Nullable String set = StubIssuer.keySet(OLD);
  private Instant now = Instant.parse("2026-11-29T12:00:00Z");
  private int asked;
  private final IssuerKeys keys = new IssuerKeys(this::ask, TIMES, () -> now);

  private String ask() throws IOException {
    asked++;
    String answer = set;
    if (answer == null) {
      throw new IOException("away");
    }
    return answer;
  }

  private Found find(String kid) {
    try {
      return keys.find(kid, Algorithm.ES256);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void later(Duration time) throws InterruptedException {
    now = now.plus(time);
    keys.refresh();
  }

  @Test
  void keys_are_asked_for_anew_from_time_to_time() throws InterruptedException {
    later(Duration.ZERO);
    later(Duration.ofSeconds(299));
    assertThat(asked).isEqualTo(1);
    later(Duration.ofSeconds(1));
    assertThat(asked).isEqualTo(2);
    assertThat(keys.age()).contains(Duration.ZERO);
  }

  @Test
  void an_unknown_name_is_asked_for_at_once_but_not_again_and_again() {
    assertThat(find("old")).isInstanceOf(Found.Known.class);
    set = StubIssuer.keySet(OLD, NEW);
    now = now.plusSeconds(10);
    assertThat(find("new")).isInstanceOf(Found.Known.class);
    assertThat(asked).isEqualTo(2);
    for (int n = 0; n < 100; n++) {
      assertThat(find("made-up-" + n)).isInstanceOf(Found.Unknown.class);
    }
    assertThat(asked).isEqualTo(2);
    now = now.plusSeconds(10);
    assertThat(find("made-up")).isInstanceOf(Found.Unknown.class);
    assertThat(asked).isEqualTo(3);
  }

  @Test
  void an_answer_takes_keys_away() throws InterruptedException {
    find("old");
    set = StubIssuer.keySet(NEW);
    later(Duration.ofMinutes(5));
    assertThat(find("old")).isInstanceOf(Found.Unknown.class);
    assertThat(find("new")).isInstanceOf(Found.Known.class);
    set = StubIssuer.keySet();
    later(Duration.ofMinutes(5));
    assertThat(find("new")).isInstanceOf(Found.Unknown.class);
  }

  @Test
  void keys_go_on_for_a_time_while_the_issuer_is_away() throws InterruptedException {
    find("old");
    String thumbprint = known("old").thumbprint();
    for (String bad : new String[] {null, "", "<html>", "[]", "{}", "{\"keys\":7}"}) {
      set = bad;
      later(Duration.ofHours(1));
      assertThat(find("old")).as(bad).isInstanceOf(Found.Known.class);
    }
    assertThat(keys.failures()).isEqualTo(6);
    assertThat(keys.has(thumbprint)).isTrue();
    now = now.plusMillis(1);
    assertThat(keys.has(thumbprint)).isFalse();
    assertThat(find("old")).isEqualTo(new Found.Away(TIMES.askAgain()));
    assertThat(keys.age()).isEmpty();
    set = StubIssuer.keySet(OLD);
    now = now.plusSeconds(10);
    assertThat(find("old")).isInstanceOf(Found.Known.class);
  }

  @Test
  void an_issuer_that_is_away_is_not_asked_with_every_request() {
    set = null;
    for (int n = 0; n < 100; n++) {
      assertThat(find("old")).isInstanceOf(Found.Away.class);
    }
    assertThat(asked).isEqualTo(1);
  }

  private SigningKey known(String kid) {
    return ((Found.Known) find(kid)).key();
  }

  @Test
  void only_keys_that_tokens_may_be_signed_with_are_kept() throws Exception {
    String good = StubIssuer.keySet(OLD);
    assertThat(SigningKeys.parse(good).find("old", Algorithm.ES256)).isPresent();
    for (String bad :
        new String[] {
          good.replace("\"use\":\"sig\"", "\"use\":\"enc\""),
          good.replace("\"kid\":\"old\"", "\"kid\":\"\""),
          good.replace("\"kid\":\"old\",", ""),
          good.replace("\"alg\":\"ES256\"", "\"alg\":\"RS256\""),
          good.replaceAll("\"x\":\"[^\"]{8}", "\"x\":\"AAAAAAAA"),
          "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"old\",\"k\":\"AAAA\"}]}",
          "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"old\",\"e\":\"AQAB\",\"n\":\""
              + shortRsa()
              + "\"}]}",
          "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"old\",\"x\":\"AAAA\"}]}",
          "{\"keys\":[{\"kty\":\"new\",\"kid\":\"old\"},{}]}"
        }) {
      assertThat(bad).isNotEqualTo(good);
      SigningKeys parsed = SigningKeys.parse(bad);
      for (Algorithm algorithm : Algorithm.values()) {
        assertThat(parsed.find("old", algorithm)).as(bad).isEmpty();
      }
    }
  }

  @Test
  void one_odd_key_does_not_take_the_others_along() throws ParseException {
    String odd = "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-999\",\"kid\":\"a\"},{\"kty\":7},";
    String with = StubIssuer.keySet(OLD).replace("{\"keys\":[", odd);
    assertThat(SigningKeys.parse(with).find("old", Algorithm.ES256)).isPresent();
  }

  private static String shortRsa() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(1024);
    BigInteger modulus = ((RSAPublicKey) generator.generateKeyPair().getPublic()).getModulus();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(modulus.toByteArray());
  }

  @Test
  void times_have_bounds() {
    assertThatThrownBy(
            () ->
                new KeyTimes(
                    Duration.ofMinutes(5),
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(4),
                    Duration.ofSeconds(5)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
