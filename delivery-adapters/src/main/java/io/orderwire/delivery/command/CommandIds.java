package io.orderwire.delivery.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Identities of commands, which are the same for a request that is repeated: version 5 of RFC 9562.
 * Pure.
 */
public final class CommandIds {
  private static final UUID NAMESPACE = UUID.fromString("6f72646e-7769-5265-8000-636f6d6d616e");

  private CommandIds() {}

  /**
   * The identity of a request's command.
   *
   * @param idempotencyKey what the caller calls the request
   */
  public static UUID ofKey(String partnerId, String idempotencyKey) {
    return named("key\n" + partnerId + '\n' + idempotencyKey);
  }

  /** The identity of the new epoch that follows an epoch of a partner's history at a sequence. */
  public static UUID ofEpoch(String partnerId, int epoch, long from) {
    return named("new-epoch\n" + partnerId + '\n' + epoch + '\n' + from);
  }

  private static UUID named(String name) {
    MessageDigest sha1;
    try {
      sha1 = MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
    sha1.update(
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(NAMESPACE.getMostSignificantBits())
            .putLong(NAMESPACE.getLeastSignificantBits())
            .flip());
    ByteBuffer hash = ByteBuffer.wrap(sha1.digest(name.getBytes(UTF_8)));
    long high = (hash.getLong() & 0xffff_ffff_ffff_0fffL) | 0x5000L;
    long low = (hash.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}
