package io.orderwire.delivery.webhook.factor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One-time passwords by time as RFC 6238 says, with what authenticator apps expect: HMAC-SHA-1, six
 * digits, steps of 30 seconds.
 */
public final class Totp {
  /** How long a code is the current one. */
  public static final Duration STEP = Duration.ofSeconds(30);

  private static final String MAC = "HmacSHA1";
  private static final int DIGITS = 1_000_000;

  /** How many steps a clock may be off, to either side. */
  private static final int WINDOW = 1;

  private Totp() {}

  /** The number of the step that a time is in. */
  public static long step(Instant time) {
    return Math.floorDiv(time.getEpochSecond(), STEP.toSeconds());
  }

  /** The code of a step, six digits (RFC 4226, section 5.3). */
  public static String code(byte[] secret, long step) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(secret, MAC));
      byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
      int offset = hash[hash.length - 1] & 0xf;
      int number = ByteBuffer.wrap(hash).getInt(offset) & Integer.MAX_VALUE;
      return String.format(Locale.ROOT, "%06d", number % DIGITS);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA-1", e);
    }
  }

  /**
   * The step that a code is of: the current one, the one before or the one after it. All three are
   * compared, each in constant time.
   *
   * @param after only a later step counts
   */
  static OptionalLong matching(byte[] secret, String code, Instant now, long after) {
    byte[] shown = code.getBytes(UTF_8);
    OptionalLong match = OptionalLong.empty();
    for (long step = step(now) - WINDOW; step <= step(now) + WINDOW; step++) {
      boolean equal = MessageDigest.isEqual(code(secret, step).getBytes(UTF_8), shown);
      if (equal && step > after) {
        match = OptionalLong.of(step);
      }
    }
    return match;
  }
}
