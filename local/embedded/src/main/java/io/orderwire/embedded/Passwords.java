package io.orderwire.embedded;

import java.security.SecureRandom;
import java.util.Base64;

/** Passwords between programs, which nobody has to type. */
public final class Passwords {
  private static final int BYTES = 32;

  private Passwords() {}

  /** A new one, of 256 random bits: 43 letters, digits, _ and -. */
  public static String random() {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }
}
