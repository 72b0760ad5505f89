package io.orderwire.delivery.webhook.management;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Places in the record of attempts as partners see them: 20 characters of base64url over the place
 * (8 bytes, big-endian) and a check (7 bytes), the beginning of SHA-256 over the partner and the
 * place. The check has no key: it turns another partner's cursor, a mistyped one and an item's id
 * into an error. Pure.
 */
final class AttemptCursors {
  private static final int LENGTH = 20;
  private static final int CHECK_BYTES = 7;

  private AttemptCursors() {}

  static String encode(String partnerId, long place) {
    byte[] bytes =
        ByteBuffer.allocate(Long.BYTES + CHECK_BYTES)
            .putLong(place)
            .put(check(partnerId, place), 0, CHECK_BYTES)
            .array();
    return Base64.getUrlEncoder().encodeToString(bytes);
  }

  /** The place; empty where this is no cursor of the partner. */
  static Optional<Long> decode(String partnerId, String cursor) {
    if (cursor.length() != LENGTH) {
      return Optional.empty();
    }
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(cursor);
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
    if (bytes.length != Long.BYTES + CHECK_BYTES) {
      return Optional.empty();
    }
    long place = ByteBuffer.wrap(bytes).getLong();
    byte[] check = check(partnerId, place);
    return Arrays.equals(check, 0, CHECK_BYTES, bytes, Long.BYTES, bytes.length)
        ? Optional.of(place)
        : Optional.empty();
  }

  private static byte[] check(String partnerId, long place) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(ByteBuffer.allocate(Long.BYTES).putLong(place).flip());
      digest.update("attempts:".getBytes(UTF_8));
      return digest.digest(partnerId.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
