package io.orderwire.delivery.partner;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tokens that let a browser read one partner's stream for an hour: {@code owt_}, then partner, key
 * id and expiry in base64url, a dot, and their HMAC-SHA256 (RFC 2104). A token is bound to the key
 * it was made with, and ends with it. Every instance with the same signing key knows it. Safe for
 * use by many threads.
 */
public final class StreamTokens {
  private static final String PREFIX = "owt_";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;
  private static final Duration LIFE = Duration.ofHours(1);
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

  private final SecretKeySpec key;

  /**
   * Tokens signed with a key.
   *
   * @param key at least 32 bytes
   */
  public StreamTokens(byte[] key) {
    if (key.length < KEY_BYTES) {
      throw new IllegalArgumentException("a signing key has at least 32 bytes");
    }
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  /**
   * What a token says.
   *
   * @param keyId the key that it was made with
   * @param expiresAt from when on it is refused
   */
  public record Claims(String partnerId, String keyId, Instant expiresAt) {}

  /** Whether a text looks like a token. */
  public static boolean isToken(String text) {
    return text.startsWith(PREFIX);
  }

  /**
   * What a token that is made now says.
   *
   * @param until when what it is made with expires, which it does not outlive
   */
  public static Claims claims(
      String partnerId, String keyId, Optional<Instant> until, Instant now) {
    Instant longest = now.plus(LIFE);
    Instant end = until.filter(longest::isAfter).orElse(longest);
    return new Claims(partnerId, keyId, end.truncatedTo(ChronoUnit.SECONDS));
  }

  /** The token that says this. */
  public String encode(Claims claims) {
    String payload =
        claims.partnerId() + "\n" + claims.keyId() + "\n" + claims.expiresAt().getEpochSecond();
    byte[] bytes = payload.getBytes(UTF_8);
    return PREFIX + ENCODER.encodeToString(bytes) + "." + ENCODER.encodeToString(sign(bytes));
  }

  /** What a token says, if it was signed with this key; it may have expired. */
  public Optional<Claims> decode(String token) {
    int dot = token.indexOf('.');
    if (!isToken(token) || dot < 0) {
      return Optional.empty();
    }
    try {
      byte[] payload = DECODER.decode(token.substring(PREFIX.length(), dot));
      byte[] signature = DECODER.decode(token.substring(dot + 1));
      if (!MessageDigest.isEqual(sign(payload), signature)) {
        return Optional.empty();
      }
      String[] parts = new String(payload, UTF_8).split("\n", -1);
      return Optional.of(
          new Claims(parts[0], parts[1], Instant.ofEpochSecond(Long.parseLong(parts[2]))));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  private byte[] sign(byte[] payload) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(payload);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
