package io.orderwire.delivery.partner;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.random.RandomGenerator;

/**
 * The text of API keys: {@code ow_} and 256 random bits in base64url, 46 characters. As a key
 * cannot be guessed, one round of SHA-256 keeps it as safe as a slow hash would. Pure.
 */
public final class ApiKeys {
  private static final String PREFIX = "ow_";
  private static final int KEY_BYTES = 32;
  private static final int ID_BYTES = 6;
  private static final int KEY_LENGTH = PREFIX.length() + 43;
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private ApiKeys() {}

  /** A new key; {@code random} must be cryptographically strong. */
  static String newKey(RandomGenerator random) {
    return PREFIX + text(random, KEY_BYTES);
  }

  /** A new public name for a key. */
  static String newKeyId(RandomGenerator random) {
    return "k-" + text(random, ID_BYTES);
  }

  /** Whether a text has the form of a key, so that asking for it can be of use. */
  public static boolean isKey(String text) {
    if (text.length() != KEY_LENGTH || !text.startsWith(PREFIX)) {
      return false;
    }
    for (int at = PREFIX.length(); at < KEY_LENGTH; at++) {
      if (!isBase64Url(text.charAt(at))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBase64Url(char one) {
    return (one >= 'a' && one <= 'z')
        || (one >= 'A' && one <= 'Z')
        || (one >= '0' && one <= '9')
        || one == '-'
        || one == '_';
  }

  /** What is stored of a key: SHA-256 of its text. */
  public static byte[] hash(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String text(RandomGenerator random, int bytes) {
    byte[] secret = new byte[bytes];
    random.nextBytes(secret);
    return BASE64.encodeToString(secret);
  }
}
