package io.orderwire.delivery.webhook.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key of the operator: AES-256 in GCM (NIST SP 800-38D) with nonces of 96 bits and tags of 128.
 * Safe for use by many threads.
 */
final class OperatorKey {
  static final int BYTES = 32;
  static final int ID_BYTES = 8;
  static final int NONCE_BYTES = 12;

  private static final int TAG_BITS = 128;

  private final SecretKey key;
  private final byte[] id;

  private OperatorKey(SecretKey key, byte[] id) {
    this.key = key;
    this.id = id;
  }

  /**
   * A key of 32 bytes. Its id is the beginning of SHA-256 over a fixed text and the key, from which
   * the key cannot be found.
   */
  static OperatorKey of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("an operator's key has 32 bytes, not " + bytes.length);
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update("orderwire operator key id\n".getBytes(UTF_8));
      byte[] id = Arrays.copyOf(digest.digest(bytes), ID_BYTES);
      return new OperatorKey(new SecretKeySpec(bytes, "AES"), id);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  byte[] id() {
    return id.clone();
  }

  boolean hasId(byte[] other) {
    return Arrays.equals(id, other);
  }

  static String shown(byte[] id) {
    return HexFormat.of().formatHex(id);
  }

  /** The cipher text and its tag; a nonce must be used once only. */
  byte[] encrypt(byte[] nonce, byte[] associated, byte[] plain) throws GeneralSecurityException {
    return run(Cipher.ENCRYPT_MODE, nonce, associated, plain);
  }

  /** The plain text; throws {@link javax.crypto.AEADBadTagException} for anything altered. */
  byte[] decrypt(byte[] nonce, byte[] associated, byte[] sealed) throws GeneralSecurityException {
    return run(Cipher.DECRYPT_MODE, nonce, associated, sealed);
  }

  private byte[] run(int mode, byte[] nonce, byte[] associated, byte[] input)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(associated);
    return cipher.doFinal(input);
  }
}
