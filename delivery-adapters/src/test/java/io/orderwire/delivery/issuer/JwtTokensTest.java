package io.orderwire.delivery.issuer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.delivery.partner.IssuedTokens;
import io.orderwire.delivery.partner.IssuedTokens.Verdict;
import io.orderwire.delivery.partner.Scope;
import io.orderwire.testkit.StubIssuer;
import io.orderwire.testkit.StubIssuer.Signer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What tokens are taken, and what each rule refuses. */
final class JwtTokensTest {
  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
  private static final Signer RSA = StubIssuer.newKey("rsa", "RS256");
  private static final Signer EC = StubIssuer.newKey("ec", "ES256");
  private static final Signer ED = StubIssuer.newKey("ed", "EdDSA");
  private static final Signer STRANGER = StubIssuer.newKey("rsa", "RS256");

  private final List<Refusal> refusals = new ArrayList<>();
  private String set = StubIssuer.keySet(RSA, EC, ED);
  private Instant now = NOW;
  private final IssuerKeys keys =
      new IssuerKeys(
          () -> set,
          new KeyTimes(
              Duration.ofMinutes(5),
              Duration.ofSeconds(10),
              Duration.ofHours(24),
              Duration.ofSeconds(5)),
          () -> now);
  private final JwtTokens tokens = tokens(Set.of(Algorithm.values()));

  private JwtTokens tokens(Set<Algorithm> algorithms) {
    return new JwtTokens(
        new TokenRules(
            "https://issuer.example",
            "orderwire",
            "sub",
            "scope",
            "orderwire.read",
            "orderwire.manage",
            algorithms,
            Duration.ofSeconds(30),
            Duration.ofHours(2)),
        keys,
        () -> now,
        refusals::add);
  }

  /** What an issuer would say of acme. */
  private static Map<String, Object> claims() {
    Map<String, Object> claims = new HashMap<>();
    claims.put("iss", "https://issuer.example");
    claims.put("aud", "orderwire");
    claims.put("sub", "acme");
    claims.put("scope", "openid orderwire.read");
    claims.put("iat", NOW.getEpochSecond());
    claims.put("exp", NOW.plusSeconds(3600).getEpochSecond());
    return claims;
  }

  private static Map<String, Object> claims(Consumer<Map<String, Object>> change) {
    Map<String, Object> claims = claims();
    change.accept(claims);
    return claims;
  }

  private static Map<String, Object> claims(String name, Object value) {
    return claims(all -> all.put(name, value));
  }

  private Verdict check(String token) {
    try {
      return tokens.check(token);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Verdict.Accepted accepted(String token) {
    Verdict verdict = check(token);
    assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
    return (Verdict.Accepted) verdict;
  }

  private void refused(String token, Refusal why) {
    refusals.clear();
    assertThat(check(token)).isEqualTo(new Verdict.Refused(why.detail()));
    assertThat(refusals).containsExactly(why);
  }

  @Test
  void a_token_of_each_algorithm_is_taken() {
    for (Signer key : List.of(RSA, EC, ED)) {
      String token = StubIssuer.token(key, claims());
      assertThat(tokens.isToken(token)).isTrue();
      Verdict.Accepted accepted = accepted(token);
      assertThat(accepted.partnerId()).isEqualTo("acme");
      assertThat(accepted.scopes()).containsExactly(Scope.READ);
      assertThat(accepted.expiresAt()).isEqualTo(NOW.plusSeconds(3600 + 30));
      assertThat(accepted.keyId()).startsWith(IssuedTokens.KEY_ID_PREFIX).endsWith("/acme");
      assertThat(tokens.isStillTrusted(accepted.keyId())).isTrue();
    }
    String newName = StubIssuer.token(Map.of("alg", "Ed25519", "kid", "ed"), claims(), ED);
    assertThat(accepted(newName).partnerId()).isEqualTo("acme");
  }

  @Test
  void what_is_not_known_yet_takes_more_than_a_look() {
    String token = StubIssuer.token(EC, claims());
    assertThat(tokens.atOnce(token)).isEqualTo(new Verdict.Undecided());
    Verdict.Accepted accepted = accepted(token);
    assertThat(tokens.atOnce(token)).isEqualTo(accepted);
    assertThat(tokens.atOnce(token + "A")).isEqualTo(new Verdict.Undecided());
  }

  @Test
  void scopes_are_a_string_or_an_array() {
    assertThat(accepted(StubIssuer.token(EC, claims("scope", "orderwire.manage"))).scopes())
        .containsExactly(Scope.MANAGE);
    assertThat(
            accepted(
                    StubIssuer.token(
                        EC, claims("scope", List.of("orderwire.read", "orderwire.manage"))))
                .scopes())
        .containsExactlyInAnyOrder(Scope.values());
    for (Object none : new Object[] {"", "orderwire", "orderwire.readers", 7, Map.of()}) {
      assertThat(accepted(StubIssuer.token(EC, claims("scope", none))).scopes()).isEmpty();
    }
    assertThat(accepted(StubIssuer.token(EC, claims(all -> all.remove("scope")))).scopes())
        .isEmpty();
  }

  @Test
  void another_issuer_s_or_another_service_s_token_is_refused() {
    refused(StubIssuer.token(RSA, claims("iss", "https://issuer.example/")), Refusal.ISSUER);
    refused(StubIssuer.token(RSA, claims(all -> all.remove("iss"))), Refusal.ISSUER);
    refused(StubIssuer.token(RSA, claims("aud", "elsewhere")), Refusal.AUDIENCE);
    refused(StubIssuer.token(RSA, claims("aud", List.of())), Refusal.AUDIENCE);
    refused(StubIssuer.token(RSA, claims(all -> all.remove("aud"))), Refusal.AUDIENCE);
    accepted(StubIssuer.token(RSA, claims("aud", List.of("elsewhere", "orderwire"))));
  }

  @Test
  void times_are_held_to_with_the_clocks_a_little_apart() {
    long at = NOW.getEpochSecond();
    refused(StubIssuer.token(RSA, claims(all -> all.remove("exp"))), Refusal.TIMES);
    refused(StubIssuer.token(RSA, claims(all -> all.remove("iat"))), Refusal.TIMES);
    accepted(StubIssuer.token(RSA, claims("exp", at - 29)));
    refused(StubIssuer.token(RSA, claims("exp", at - 30)), Refusal.EXPIRED);
    accepted(StubIssuer.token(RSA, claims("nbf", at + 30)));
    refused(StubIssuer.token(RSA, claims("nbf", at + 31)), Refusal.NOT_YET);
    refused(StubIssuer.token(RSA, claims("iat", at + 31)), Refusal.NOT_YET);
    String old =
        StubIssuer.token(
            RSA,
            claims(
                all -> {
                  all.put("iat", at - 7_230);
                  all.put("exp", at + 100_000);
                }));
    refused(old, Refusal.TOO_OLD);
  }

  @Test
  void a_token_that_was_taken_ends_with_its_time() {
    String token = StubIssuer.token(EC, claims());
    Verdict.Accepted accepted = accepted(token);
    now = accepted.expiresAt().minusMillis(1);
    keysAsked();
    assertThat(tokens.atOnce(token)).isEqualTo(accepted);
    now = accepted.expiresAt();
    assertThat(tokens.atOnce(token)).isEqualTo(new Verdict.Refused(Refusal.EXPIRED.detail()));
    refused(token, Refusal.EXPIRED);
  }

  private void keysAsked() {
    try {
      keys.refresh();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_token_that_was_taken_ends_with_its_key() {
    String token = StubIssuer.token(EC, claims());
    Verdict.Accepted accepted = accepted(token);
    set = StubIssuer.keySet(RSA);
    now = NOW.plus(Duration.ofMinutes(5));
    keysAsked();
    assertThat(tokens.isStillTrusted(accepted.keyId())).isFalse();
    assertThat(tokens.atOnce(token)).isEqualTo(new Verdict.Undecided());
    refused(token, Refusal.UNKNOWN_KEY);
  }

  @Test
  void a_key_by_the_same_name_does_not_inherit_tokens() {
    String token = StubIssuer.token(RSA, claims());
    accepted(token);
    set = StubIssuer.keySet(STRANGER);
    now = NOW.plus(Duration.ofMinutes(5));
    keysAsked();
    assertThat(tokens.atOnce(token)).isEqualTo(new Verdict.Undecided());
    refused(token, Refusal.SIGNATURE);
  }

  @Test
  void a_signature_of_another_key_is_refused() {
    refused(StubIssuer.token(STRANGER, claims()), Refusal.SIGNATURE);
    for (Signer key : List.of(RSA, EC, ED)) {
      String[] parts = StubIssuer.token(key, claims()).split("\\.", -1);
      String[] other = StubIssuer.token(key, claims("sub", "globex")).split("\\.", -1);
      refused(parts[0] + "." + other[1] + "." + parts[2], Refusal.SIGNATURE);
      refused(parts[0] + "." + parts[1] + "." + base64(new byte[64]), Refusal.SIGNATURE);
      refused(parts[0] + "." + parts[1] + "." + base64(new byte[3]), Refusal.SIGNATURE);
    }
  }

  @Test
  void no_signature_and_keyed_hashes_are_refused() throws Exception {
    String none = "{\"alg\":\"none\",\"kid\":\"rsa\"}";
    String payload = StubIssuer.token(RSA, claims()).split("\\.", -1)[1];
    for (String unsigned : List.of("", base64(new byte[0]), base64(new byte[32]))) {
      refused(base64(none) + "." + payload + "." + unsigned, Refusal.MALFORMED);
    }
    // The classic: the public key, which all know, as the secret of a keyed hash.
    String input = base64("{\"alg\":\"HS256\",\"kid\":\"rsa\"}") + "." + payload;
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(set.getBytes(UTF_8), "HmacSHA256"));
    refused(input + "." + base64(mac.doFinal(input.getBytes(UTF_8))), Refusal.ALGORITHM);
  }

  @Test
  void a_key_is_for_one_algorithm() {
    refused(
        StubIssuer.token(Map.of("alg", "ES256", "kid", "rsa"), claims(), EC), Refusal.UNKNOWN_KEY);
    refused(
        StubIssuer.token(Map.of("alg", "RS512", "kid", "rsa"), claims(), RSA), Refusal.ALGORITHM);
    JwtTokens rsaOnly = tokens(Set.of(Algorithm.RS256));
    try {
      assertThat(rsaOnly.check(StubIssuer.token(EC, claims())))
          .isEqualTo(new Verdict.Refused(Refusal.ALGORITHM.detail()));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void keys_that_a_token_brings_along_are_not_used() {
    Map<String, Object> header = new HashMap<>(Map.of("alg", "RS256", "jwk", STRANGER.jwk()));
    refused(StubIssuer.token(header, claims(), STRANGER), Refusal.UNKNOWN_KEY);
    header.put("kid", "rsa");
    refused(StubIssuer.token(header, claims(), STRANGER), Refusal.SIGNATURE);
    header.remove("jwk");
    header.put("jku", "http://127.0.0.1:1/keys");
    header.put("kid", "not-there");
    refused(StubIssuer.token(header, claims(), STRANGER), Refusal.UNKNOWN_KEY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "../../../dev/null", "rsa\u0000", "RSA", "' OR 1=1 --", "http://127.0.0.1/k"})
  void a_name_of_a_key_is_a_name_and_nothing_else(String kid) {
    refused(
        StubIssuer.token(Map.of("alg", "RS256", "kid", kid), claims(), RSA), Refusal.UNKNOWN_KEY);
    refused(StubIssuer.token(Map.of("alg", "RS256"), claims(), RSA), Refusal.UNKNOWN_KEY);
    refused(
        StubIssuer.token(Map.of("alg", "RS256", "kid", "x".repeat(257)), claims(), RSA),
        Refusal.UNKNOWN_KEY);
  }

  @Test
  void what_the_keys_sign_for_other_purposes_is_refused() {
    for (String type : List.of("logout+jwt", "secevent+jwt", "dpop+jwt")) {
      refused(
          StubIssuer.token(Map.of("alg", "RS256", "kid", "rsa", "typ", type), claims(), RSA),
          Refusal.MALFORMED);
    }
    accepted(StubIssuer.token(Map.of("alg", "RS256", "kid", "rsa", "typ", "JWT"), claims(), RSA));
  }

  @Test
  void demands_that_are_not_understood_are_refused() {
    for (String demand : List.of("b64", "exp", "urn:x")) {
      refused(
          StubIssuer.token(
              Map.of("alg", "RS256", "kid", "rsa", "crit", List.of(demand), demand, false),
              claims(),
              RSA),
          Refusal.MALFORMED);
    }
  }

  @Test
  void the_partner_is_a_partner_s_id() {
    for (Object partner : new Object[] {"", "ACME", "a/b", "acme\n", "x".repeat(65), List.of()}) {
      refused(StubIssuer.token(RSA, claims("sub", partner)), refusalOf(partner));
    }
    refused(StubIssuer.token(RSA, claims(all -> all.remove("sub"))), Refusal.NO_PARTNER);
  }

  /** A subject that is no string makes the claims none. */
  private static Refusal refusalOf(Object subject) {
    return subject instanceof String ? Refusal.NO_PARTNER : Refusal.MALFORMED;
  }

  @Test
  void huge_and_deep_tokens_are_refused() {
    refused(StubIssuer.token(RSA, claims("x", "y".repeat(8_000))), Refusal.TOO_LONG);
    assertThat(tokens.atOnce("ey." + "x".repeat(9_000) + ".")).isEqualTo(new Verdict.Undecided());
    String deep = "[".repeat(2_000) + "]".repeat(2_000);
    refused(
        StubIssuer.signed("{\"alg\":\"RS256\",\"kid\":" + deep + "}", "{}", RSA),
        Refusal.MALFORMED);
    String header = "{\"alg\":\"RS256\",\"kid\":\"rsa\"}";
    assertThat(check(StubIssuer.signed(header, "{\"x\":" + deep + "}", RSA)))
        .isInstanceOf(Verdict.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ey..",
        "eyJ9..",
        "ey.ey.",
        "eyJhbGciOiJSUzI1NiJ9.e30.",
        "ey.\u0000.x",
        "eyJ.%.%",
        "ey=.=.="
      })
  void what_is_no_token_is_refused(String text) {
    assertThat(tokens.isToken(text)).isTrue();
    assertThat(check(text)).isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void a_payload_that_says_things_twice_or_wrongly_is_refused() {
    String header = "{\"alg\":\"RS256\",\"kid\":\"rsa\"}";
    for (String payload :
        List.of("", "[]", "{", "null", "{\"exp\":\"soon\"}", "{\"aud\":7}", "{\"iss\":[]}")) {
      assertThat(check(StubIssuer.signed(header, payload, RSA)))
          .as(payload)
          .isInstanceOf(Verdict.Refused.class);
    }
  }

  @Test
  void keys_of_partners_are_no_tokens() {
    assertThat(tokens.isToken("ow_" + "A".repeat(43))).isFalse();
    assertThat(tokens.isToken("")).isFalse();
    assertThat(tokens.isStillTrusted("k-12345678")).isFalse();
    assertThat(tokens.isStillTrusted("jwt-nobody/acme")).isFalse();
  }

  private static String base64(String text) {
    return base64(text.getBytes(UTF_8));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
