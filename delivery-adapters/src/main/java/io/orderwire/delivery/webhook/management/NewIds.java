package io.orderwire.delivery.webhook.management;

import java.util.Base64;
import java.util.random.RandomGenerator;

/**
 * Makes ids of 128 random bits.
 *
 * @param random safe for use by many threads
 */
record NewIds(RandomGenerator random) {
  /** The prefix and 22 characters of base64url. */
  String next(String prefix) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
