package io.orderwire.delivery.webhook.delivery;

import java.util.UUID;
import java.util.random.RandomGenerator;

/** The ids of what is no item. */
final class MessageIds {
  private static final long VERSION_4 = 0x4000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private MessageIds() {}

  /** {@code msg_} and a random UUID (RFC 9562, version 4). */
  static String next(RandomGenerator random) {
    long high = (random.nextLong() & ~0xF000L) | VERSION_4;
    long low = (random.nextLong() & ~0xC000_0000_0000_0000L) | VARIANT;
    return "msg_" + new UUID(high, low);
  }
}
