package io.orderwire.delivery.issuer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.SignedJWT;
import io.orderwire.delivery.partner.IssuedTokens;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Tokens of one issuer: JWTs (RFC 7519) that are signed with one of its keys, by the rules of RFC
 * 8725 and 9068. Nothing that a token's header says but {@code alg} and {@code kid} is followed:
 * not keys that it brings along, nor addresses of such. Tokens that were good are known by their
 * hash, so that a token is computed with once; time and key are looked at with every request.
 */
public final class JwtTokens implements IssuedTokens {
  private static final int MOST_CHARACTERS = 8192;
  private static final int LONGEST_KID = 256;
  private static final int KNOWN = 20_000;
  private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");

  private final TokenRules rules;
  private final IssuerKeys keys;
  private final InstantSource clock;
  private final Consumer<Refusal> refused;
  private final Cache<ByteBuffer, Good> good = Caffeine.newBuilder().maximumSize(KNOWN).build();

  /**
   * By these rules.
   *
   * @param refused is told of each refusal; quick
   */
  public JwtTokens(
      TokenRules rules, IssuerKeys keys, InstantSource clock, Consumer<Refusal> refused) {
    this.rules = rules;
    this.keys = keys;
    this.clock = clock;
    this.refused = refused;
  }

  /** A token whose signature is right. */
  private record Good(Facts facts, String thumbprint) {}

  @Override
  public boolean isToken(String text) {
    int first = text.indexOf('.');
    // What begins a JSON object in base64.
    return text.startsWith("ey") && first > 0 && text.indexOf('.', first + 1) > 0;
  }

  @Override
  public Verdict atOnce(String token) {
    Good known = token.length() > MOST_CHARACTERS ? null : good.getIfPresent(hash(token));
    return known == null || !keys.has(known.thumbprint()) ? new Verdict.Undecided() : now(known);
  }

  @Override
  public Verdict check(String token) throws InterruptedException {
    if (token.length() > MOST_CHARACTERS) {
      return refuse(Refusal.TOO_LONG);
    }
    ByteBuffer hash = hash(token);
    Good known = good.getIfPresent(hash);
    if (known != null && keys.has(known.thumbprint())) {
      return now(known);
    }
    try {
      return check(SignedJWT.parse(token), hash);
    } catch (ParseException | IllegalArgumentException e) {
      return refuse(Refusal.MALFORMED);
    }
  }

  private Verdict check(SignedJWT token, ByteBuffer hash)
      throws ParseException, InterruptedException {
    JWSHeader header = token.getHeader();
    if (header.getCriticalParams() != null || !isTaken(header)) {
      return refuse(Refusal.MALFORMED);
    }
    Optional<Algorithm> algorithm =
        Algorithm.named(header.getAlgorithm().getName()).filter(rules.algorithms()::contains);
    if (algorithm.isEmpty()) {
      return refuse(Refusal.ALGORITHM);
    }
    String kid = header.getKeyID();
    if (kid == null || kid.isEmpty() || kid.length() > LONGEST_KID) {
      return refuse(Refusal.UNKNOWN_KEY);
    }
    return switch (keys.find(kid, algorithm.get())) {
      case IssuerKeys.Found.Away(var retryAfter) -> new Verdict.KeysAway(retryAfter);
      case IssuerKeys.Found.Unknown() -> refuse(Refusal.UNKNOWN_KEY);
      case IssuerKeys.Found.Known(SigningKey key) ->
          key.signed(token) ? read(token, hash, key) : refuse(Refusal.SIGNATURE);
    };
  }

  /** Whether it is a token for access: an issuer's keys sign other things, too. */
  private static boolean isTaken(JWSHeader header) {
    return header.getType() == null
        || TYPES.contains(header.getType().getType().toLowerCase(java.util.Locale.ROOT));
  }

  private Verdict read(SignedJWT token, ByteBuffer hash, SigningKey key) throws ParseException {
    return switch (Facts.of(token.getJWTClaimsSet(), rules)) {
      case Facts.Read.Wrong(Refusal why) -> refuse(why);
      case Facts.Read.Right(Facts facts) -> {
        Good now = new Good(facts, key.thumbprint());
        good.put(hash, now);
        yield now(now);
      }
    };
  }

  private Verdict now(Good known) {
    Facts facts = known.facts();
    Optional<Refusal> wrong = facts.wrongAt(clock.instant(), rules);
    return wrong.isPresent()
        ? refuse(wrong.get())
        : new Verdict.Accepted(
            facts.partnerId(),
            KEY_ID_PREFIX + known.thumbprint() + "/" + facts.subject(),
            facts.scopes(),
            facts.end(rules));
  }

  private Verdict refuse(Refusal why) {
    refused.accept(why);
    return new Verdict.Refused(why.detail());
  }

  @Override
  public boolean isStillTrusted(String keyId) {
    int end = keyId.indexOf('/');
    return IssuedTokens.isIssued(keyId)
        && end > 0
        && keys.has(keyId.substring(KEY_ID_PREFIX.length(), end));
  }

  private static ByteBuffer hash(String token) {
    try {
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
