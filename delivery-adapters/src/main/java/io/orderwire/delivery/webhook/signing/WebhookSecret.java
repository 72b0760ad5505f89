package io.orderwire.delivery.webhook.signing;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/**
 * What an endpoint's requests are signed with: a key for HMAC-SHA256 and a pair for Ed25519,
 * neither derived from the other. The texts are those of Standard Webhooks 1.0.0, in base64 with
 * padding.
 *
 * <p>Never logged: {@link #toString} shows the public key alone. Safe for use by many threads.
 */
public final class WebhookSecret {
  private static final String HMAC = "whsec_";
  private static final String PRIVATE = "whsk_";
  private static final String PUBLIC = "whpk_";
  private static final int NEW_HMAC_BYTES = 32;
  private static final int LEAST_HMAC_BYTES = 24;
  private static final int MOST_HMAC_BYTES = 64;

  private final byte[] hmacKey;
  private final Ed25519Key pair;

  private WebhookSecret(byte[] hmacKey, Ed25519Key pair) {
    this.hmacKey = hmacKey;
    this.pair = pair;
  }

  /** A new secret: 32 random bytes for HMAC, and 32 others for Ed25519. */
  public static WebhookSecret generate(SecureRandom random) {
    byte[] hmacKey = new byte[NEW_HMAC_BYTES];
    byte[] seed = new byte[Ed25519Key.SEED_BYTES];
    random.nextBytes(hmacKey);
    random.nextBytes(seed);
    return of(hmacKey, seed);
  }

  /**
   * A secret of known bytes.
   *
   * @param hmacKey 24 to 64 bytes, as Standard Webhooks allows; copied
   * @param seed 32 bytes; copied
   */
  static WebhookSecret of(byte[] hmacKey, byte[] seed) {
    if (hmacKey.length < LEAST_HMAC_BYTES || hmacKey.length > MOST_HMAC_BYTES) {
      throw new IllegalArgumentException(
          "a key for HMAC has 24 to 64 bytes, not " + hmacKey.length);
    }
    return new WebhookSecret(hmacKey.clone(), Ed25519Key.of(seed));
  }

  /**
   * A secret from its texts.
   *
   * @param hmac {@code whsec_…}
   * @param privateKey {@code whsk_…}
   * @throws IllegalArgumentException if they have another form, or the private key's two halves do
   *     not belong together; the message does not hold them
   */
  public static WebhookSecret parse(String hmac, String privateKey) {
    byte[] both = decode(PRIVATE, privateKey);
    if (both.length != Ed25519Key.SEED_BYTES + Ed25519Key.PUBLIC_BYTES) {
      throw new IllegalArgumentException("whsk_ is followed by 64 bytes, not " + both.length);
    }
    WebhookSecret secret = of(decode(HMAC, hmac), Arrays.copyOf(both, Ed25519Key.SEED_BYTES));
    if (!Arrays.equals(both, secret.privateBytes())) {
      throw new IllegalArgumentException("the public half of whsk_ is not that of its seed");
    }
    return secret;
  }

  /** {@code whsec_…}, which the partner verifies {@code v1} with. Secret. */
  public String hmacText() {
    return encode(HMAC, hmacKey);
  }

  /** {@code whsk_…}: seed and public key. Secret; a partner has no need of it. */
  public String privateText() {
    return encode(PRIVATE, privateBytes());
  }

  /** {@code whpk_…}, which anybody can verify {@code v1a} with. */
  public String publicText() {
    return encode(PUBLIC, pair.publicKey());
  }

  byte[] hmacKey() {
    return hmacKey.clone();
  }

  Ed25519Key pair() {
    return pair;
  }

  private byte[] privateBytes() {
    byte[] both = Arrays.copyOf(pair.seed(), Ed25519Key.SEED_BYTES + Ed25519Key.PUBLIC_BYTES);
    System.arraycopy(pair.publicKey(), 0, both, Ed25519Key.SEED_BYTES, Ed25519Key.PUBLIC_BYTES);
    return both;
  }

  private static String encode(String prefix, byte[] bytes) {
    return prefix + Base64.getEncoder().encodeToString(bytes);
  }

  // The decoder's exception names a character of the text, so it is not kept as the cause.
  @SuppressWarnings("UnusedException")
  private static byte[] decode(String prefix, String text) {
    if (!text.startsWith(prefix)) {
      throw new IllegalArgumentException("it does not begin with " + prefix);
    }
    try {
      return Base64.getDecoder().decode(text.substring(prefix.length()));
    } catch (IllegalArgumentException notBase64) {
      throw new IllegalArgumentException("what follows " + prefix + " is not base64");
    }
  }

  /** Leaves all that is secret out. */
  @Override
  public String toString() {
    return "WebhookSecret[" + publicText() + "]";
  }
}
