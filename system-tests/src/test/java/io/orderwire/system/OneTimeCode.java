package io.orderwire.system;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Codes of second factors, made here as an authenticator makes them (RFC 6238). */
public final class OneTimeCode {
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private OneTimeCode() {}

  /** The secret of a second factor that was just made, of the answer that shows it. */
  public static byte[] secret(Answer made) {
    long bits = 0;
    int count = 0;
    ByteBuffer bytes = ByteBuffer.allocate(64);
    for (char one : made.json().path("secret").asString().toCharArray()) {
      bits = bits << 5 | BASE32.indexOf(one);
      count += 5;
      if (count >= 8) {
        count -= 8;
        bytes.put((byte) (bits >> count));
      }
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  /** The step of now, of half a minute. */
  public static long step() {
    return Instant.now().getEpochSecond() / 30;
  }

  /** The code of a step. */
  public static String of(byte[] secret, long step) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secret, "HmacSHA1"));
      byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
      int number = ByteBuffer.wrap(hash).getInt(hash[19] & 0xf) & Integer.MAX_VALUE;
      return "%06d".formatted(number % 1_000_000);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA1", e);
    }
  }
}
