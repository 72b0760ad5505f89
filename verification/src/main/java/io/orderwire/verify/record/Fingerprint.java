package io.orderwire.verify.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Stands for a text or for bytes: the first 64 bits of their SHA-256. Among ten million, two that
 * differ have the same with a probability of 1 in 370,000.
 */
public final class Fingerprint {
  /** Of nothing, for instance where no cursor was given. Nothing else has it. */
  public static final long NONE = 0;

  private Fingerprint() {}

  /** The fingerprint of a text's UTF-8. */
  public static long of(String text) {
    return of(text.getBytes(UTF_8));
  }

  /** The fingerprint of bytes. */
  public static long of(byte[] bytes) {
    return of(bytes, 0, bytes.length);
  }

  /** The fingerprint of {@code length} bytes from {@code offset} on. */
  public static long of(byte[] bytes, int offset, int length) {
    MessageDigest digest = sha256();
    digest.update(bytes, offset, length);
    long first = ByteBuffer.wrap(digest.digest()).getLong();
    return first == NONE ? 1 : first;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
