package io.orderwire.delivery.webhook.factor;

import java.util.random.RandomGenerator;

/**
 * A new secret as its owner gets it, once.
 *
 * @param bytes 20 of them; not copied
 */
public record FactorSecret(byte[] bytes) {
  private static final int BYTES = 20;
  private static final int CHARACTER_BITS = 5;
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  /** Checks the length. */
  public FactorSecret {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a factor's secret has " + BYTES + " bytes");
    }
  }

  /** A new one of 160 bits, as RFC 4226 recommends. */
  public static FactorSecret generate(RandomGenerator random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new FactorSecret(bytes);
  }

  /** In Base32 (RFC 4648) without padding, as it is typed into an authenticator. */
  public String base32() {
    StringBuilder text = new StringBuilder();
    long bits = 0;
    int count = 0;
    for (byte one : bytes) {
      bits = (bits << Byte.SIZE) | Byte.toUnsignedInt(one);
      for (count += Byte.SIZE; count >= CHARACTER_BITS; count -= CHARACTER_BITS) {
        text.append(BASE32.charAt((int) (bits >> (count - CHARACTER_BITS)) & 31));
      }
    }
    return text.toString();
  }

  /** The URI whose QR code authenticators read. A partner id has nothing that must be escaped. */
  public String uri(String partnerId) {
    return "otpauth://totp/Orderwire:"
        + partnerId
        + "?secret="
        + base32()
        + "&issuer=Orderwire&algorithm=SHA1&digits=6&period=30";
  }

  /** Leaves the secret out. */
  @Override
  public String toString() {
    return "FactorSecret[]";
  }
}
