package io.orderwire.delivery.webhook.factor;

import java.util.random.RandomGenerator;

/**
 * A new secret as its owner gets it, once.
 *
 * @param bytes not copied
 */
public record FactorSecret(byte[] bytes) {
  private static final int BYTES = 20;
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

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
      bits = bits << Byte.SIZE | one & 0xff;
      for (count += Byte.SIZE; count >= 5; count -= 5) {
        text.append(BASE32.charAt((int) (bits >> count - 5) & 31));
      }
    }
    if (count > 0) {
      text.append(BASE32.charAt((int) (bits << 5 - count) & 31));
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
