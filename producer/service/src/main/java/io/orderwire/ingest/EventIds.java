package io.orderwire.ingest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Identities for events that bring none: the same request, sent again with the same key, gives the
 * same ones, so that a retry is safe. UUID version 5 (RFC 9562, section 5.5) of the service key's
 * name, the Idempotency-Key and the event's index.
 *
 * <p>The index is the place in the request. So a retry must be the whole request, unchanged: a part
 * of it would give its events the identities of others, and they would be rejected for that.
 */
public final class EventIds {

  /** The namespace; never to be changed, or retries across an update make new events. */
  private static final UUID NAMESPACE = UUID.fromString("6f72646e-7769-5265-8000-65766e746964");

  private final String keyName;
  private final String idempotencyKey;

  /**
   * Identities for one request.
   *
   * @param keyName the name of the key that authenticated it
   * @param idempotencyKey the header's value
   */
  public EventIds(String keyName, String idempotencyKey) {
    this.keyName = keyName;
    this.idempotencyKey = idempotencyKey;
  }

  /** The identity of the event at that place in the request, from 0. */
  public UUID of(int index) {
    // Neither part can hold a line feed, so no two triples give the same text.
    byte[] name = (keyName + '\n' + idempotencyKey + '\n' + index).getBytes(StandardCharsets.UTF_8);
    MessageDigest sha1;
    try {
      sha1 = MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException impossible) { // every Java platform has it
      throw new IllegalStateException(impossible);
    }
    sha1.update(
        ByteBuffer.allocate(16)
            .putLong(NAMESPACE.getMostSignificantBits())
            .putLong(NAMESPACE.getLeastSignificantBits())
            .flip());
    ByteBuffer hash = ByteBuffer.wrap(sha1.digest(name));
    long high = (hash.getLong() & 0xffff_ffff_ffff_0fffL) | 0x5000L;
    long low = (hash.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}
