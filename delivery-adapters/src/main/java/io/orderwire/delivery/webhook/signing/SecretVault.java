package io.orderwire.delivery.webhook.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderwire.delivery.webhook.Secret;
import io.orderwire.delivery.webhook.Secrets;
import io.orderwire.delivery.webhook.factor.FactorSecret;
import io.orderwire.delivery.webhook.factor.FactorVault;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals secrets with the operator's key, and opens them. What is sealed belongs to one endpoint, or
 * is one partner's second factor, and opens for no other.
 *
 * <p>Its form is a version (1), the key's id (8 bytes), a random nonce (12), and the cipher text
 * with its tag; version, key's id, partner id and endpoint id are authenticated with it. To change
 * the key, put a new one first into the key file and keep the old ones until no endpoint
 * {@linkplain #isSealedByFirst needs} them, and no second factor. No exception holds key material.
 * Safe for use by many threads.
 */
public final class SecretVault implements Secrets, FactorVault {
  private static final Logger LOG = LoggerFactory.getLogger(SecretVault.class);
  private static final byte VERSION = 1;

  /** Stands where an endpoint's id does, and is none: those begin with {@code we_}. */
  private static final String FACTOR = "second-factor";

  private static final int HEAD_BYTES = 1 + OperatorKey.ID_BYTES;

  private final List<OperatorKey> keys;
  private final SecureRandom random;

  private SecretVault(List<OperatorKey> keys, SecureRandom random) {
    this.keys = keys;
    this.random = random;
  }

  /**
   * With the keys of a file's lines: each the base64 of 32 bytes; the first seals, all open. Empty
   * lines and those that begin with # do not count.
   *
   * @throws IllegalArgumentException if a line is something else, or there is no key
   */
  public static SecretVault of(List<String> lines, SecureRandom random) {
    List<OperatorKey> keys = new ArrayList<>();
    for (int number = 1; number <= lines.size(); number++) {
      String line = lines.get(number - 1).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        keys.add(key(line, number));
      }
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("the operator's key file has no key");
    }
    return new SecretVault(List.copyOf(keys), random);
  }

  /** With the keys of a file; for its form see {@link #of}. */
  public static SecretVault reading(Path keyFile, SecureRandom random) {
    try {
      return of(Files.readAllLines(keyFile), random);
    } catch (IOException e) {
      throw new UncheckedIOException("the operator's key file cannot be read: " + keyFile, e);
    }
  }

  @Override
  public Made make(String partnerId, String endpointId, Instant now) {
    WebhookSecret secret = WebhookSecret.generate(random);
    return new Made(seal(partnerId, endpointId, secret, now), secret.hmacText());
  }

  /** A secret as it can be stored, which does not expire. */
  public Secret seal(String partnerId, String endpointId, WebhookSecret secret, Instant createdAt) {
    byte[] seed = secret.pair().seed();
    byte[] hmacKey = secret.hmacKey();
    byte[] plain = Arrays.copyOf(seed, seed.length + hmacKey.length);
    System.arraycopy(hmacKey, 0, plain, seed.length, hmacKey.length);
    return new Secret(
        seal(partnerId, endpointId, plain), secret.publicText(), createdAt, Optional.empty());
  }

  @Override
  public byte[] seal(String partnerId, FactorSecret secret) {
    return seal(partnerId, FACTOR, secret.bytes());
  }

  @Override
  public Optional<byte[]> open(String partnerId, byte[] sealed) {
    String whose = "the second factor of partner " + partnerId;
    try {
      return Optional.of(open(partnerId, FACTOR, sealed, whose));
    } catch (SealedSecretException e) {
      LOG.error("A second factor cannot be checked: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private byte[] seal(String partnerId, String id, byte[] plain) {
    byte[] nonce = new byte[OperatorKey.NONCE_BYTES];
    random.nextBytes(nonce);
    OperatorKey key = keys.getFirst();
    byte[] head = ByteBuffer.allocate(HEAD_BYTES).put(VERSION).put(key.id()).array();
    try {
      byte[] cipherText = key.encrypt(nonce, associated(head, partnerId, id), plain);
      return ByteBuffer.allocate(head.length + nonce.length + cipherText.length)
          .put(head)
          .put(nonce)
          .put(cipherText)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES in GCM", e);
    }
  }

  /**
   * A stored secret.
   *
   * @throws SealedSecretException if it is of another form, was sealed with a key that is not in
   *     the key file, or was altered or moved from another endpoint
   */
  public WebhookSecret open(String partnerId, String endpointId, Secret stored) {
    byte[] plain = opened(partnerId, endpointId, stored);
    WebhookSecret secret =
        WebhookSecret.of(hmacKey(plain), Arrays.copyOf(plain, Ed25519Key.SEED_BYTES));
    if (!secret.publicText().equals(stored.publicKey())) {
      throw new SealedSecretException(
          whose(partnerId, endpointId) + " is stored with another's public key");
    }
    return secret;
  }

  /**
   * The key for HMAC of a stored secret, which is opened much sooner than all of it.
   *
   * @throws SealedSecretException as {@link #open} does, but for the public key, which is not
   *     looked at
   */
  byte[] openHmacKey(String partnerId, String endpointId, Secret stored) {
    return hmacKey(opened(partnerId, endpointId, stored));
  }

  private byte[] opened(String partnerId, String endpointId, Secret stored) {
    return open(partnerId, endpointId, stored.sealed(), whose(partnerId, endpointId));
  }

  private static byte[] hmacKey(byte[] plain) {
    return Arrays.copyOfRange(plain, Ed25519Key.SEED_BYTES, plain.length);
  }

  private static String whose(String partnerId, String endpointId) {
    return "a secret of endpoint " + endpointId + " of partner " + partnerId;
  }

  private byte[] open(String partnerId, String id, byte[] sealed, String whose) {
    if (sealed.length < HEAD_BYTES + OperatorKey.NONCE_BYTES || sealed[0] != VERSION) {
      throw new SealedSecretException(whose + " has an unknown form");
    }
    byte[] head = Arrays.copyOf(sealed, HEAD_BYTES);
    byte[] keyId = Arrays.copyOfRange(head, 1, HEAD_BYTES);
    OperatorKey key =
        keys.stream()
            .filter(one -> one.hasId(keyId))
            .findFirst()
            .orElseThrow(
                () ->
                    new SealedSecretException(
                        whose
                            + " was sealed with the operator's key "
                            + OperatorKey.shown(keyId)
                            + ", which is not in the key file"));
    return opened(key, sealed, associated(head, partnerId, id), whose);
  }

  /** Whether a stored secret needs the first key only, not an older one. */
  public boolean isSealedByFirst(Secret stored) {
    byte[] sealed = stored.sealed();
    return sealed.length > HEAD_BYTES
        && keys.getFirst().hasId(Arrays.copyOfRange(sealed, 1, HEAD_BYTES));
  }

  // The cipher's exceptions say no more than this, and must not bring anything of the input along.
  @SuppressWarnings("UnusedException")
  private static byte[] opened(OperatorKey key, byte[] sealed, byte[] associated, String whose) {
    int cipherStart = HEAD_BYTES + OperatorKey.NONCE_BYTES;
    byte[] nonce = Arrays.copyOfRange(sealed, HEAD_BYTES, cipherStart);
    byte[] cipherText = Arrays.copyOfRange(sealed, cipherStart, sealed.length);
    try {
      return key.decrypt(nonce, associated, cipherText);
    } catch (GeneralSecurityException e) {
      throw new SealedSecretException(whose + " was altered, or is another's");
    }
  }

  /** Each id with its length before it, so that no two pairs of ids look the same. */
  private static byte[] associated(byte[] head, String partnerId, String id) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(head);
      for (String one : List.of(partnerId, id)) {
        byte[] text = one.getBytes(UTF_8);
        out.writeInt(text.length);
        out.write(text);
      }
    } catch (IOException e) {
      throw new IllegalStateException("memory can be written to", e);
    }
    return bytes.toByteArray();
  }

  // The decoder's exception names a character of the key, so it is not kept as the cause.
  @SuppressWarnings("UnusedException")
  private static OperatorKey key(String line, int number) {
    try {
      byte[] bytes = Base64.getDecoder().decode(line);
      if (bytes.length == OperatorKey.BYTES) {
        return OperatorKey.of(bytes);
      }
    } catch (IllegalArgumentException notBase64) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "line " + number + " of the operator's key file is not the base64 of 32 bytes");
  }
}
