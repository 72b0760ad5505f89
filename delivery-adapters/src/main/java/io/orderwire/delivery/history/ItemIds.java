package io.orderwire.delivery.history;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * The one id that an item has on every channel, and the cursor that continues after it.
 *
 * <p>An id is 28 characters of base64url over 21 bytes: the format version (1), the epoch (4 bytes,
 * big-endian), the sequence (8 bytes) and a check (8 bytes), the beginning of SHA-256 over partner,
 * epoch and sequence. The check has no key: it is no secret and no permission, it turns another
 * partner's id and a mistyped one into an error. An id must be given in exactly this form. Sequence
 * 0 is the place before the first item.
 *
 * <p>The form is pinned by tests: partners store ids. Pure; safe for use by many threads.
 */
public final class ItemIds {
  /** Length of every id in characters. */
  public static final int LENGTH = 28;

  private static final byte VERSION = 1;
  private static final int PAYLOAD_BYTES = 1 + Integer.BYTES + Long.BYTES;
  private static final int CHECK_BYTES = 8;

  /** Only ever copied: to look an algorithm up takes longer than to use it. */
  private static final MessageDigest SHA_256 = sha256();

  private ItemIds() {}

  /** The id of the item at this position of this partner's history. */
  public static String encode(String partnerId, Position position) {
    ByteBuffer bytes = ByteBuffer.allocate(PAYLOAD_BYTES + CHECK_BYTES);
    bytes.put(VERSION).putInt(position.epoch()).putLong(position.sequence());
    bytes.put(check(partnerId, bytes.array()), 0, CHECK_BYTES);
    return new String(Base64.getUrlEncoder().encode(bytes.array()), ISO_8859_1);
  }

  /** The position that {@code id} names in this partner's history; never throws. */
  public static Decoded decode(String partnerId, String id) {
    if (id.length() != LENGTH) {
      return new Decoded.Invalid();
    }
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(id);
    } catch (IllegalArgumentException notBase64) {
      return new Decoded.Invalid();
    }
    if (bytes.length != PAYLOAD_BYTES + CHECK_BYTES || bytes[0] != VERSION) {
      return new Decoded.Invalid();
    }
    byte[] check = check(partnerId, bytes);
    if (!Arrays.equals(check, 0, CHECK_BYTES, bytes, PAYLOAD_BYTES, bytes.length)) {
      return new Decoded.Invalid();
    }
    ByteBuffer payload = ByteBuffer.wrap(bytes, 1, PAYLOAD_BYTES - 1);
    int epoch = payload.getInt();
    long sequence = payload.getLong();
    if (epoch < 0 || sequence < 0) {
      return new Decoded.Invalid();
    }
    return new Decoded.Valid(new Position(epoch, sequence));
  }

  private static byte[] check(String partnerId, byte[] bytes) {
    try {
      MessageDigest digest = (MessageDigest) SHA_256.clone();
      digest.update(bytes, 0, PAYLOAD_BYTES);
      return digest.digest(partnerId.getBytes(UTF_8));
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's SHA-256 can be copied", e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** What an id says. */
  public sealed interface Decoded {
    /** An id of this partner. Whether its item is still there is told by the history. */
    record Valid(Position position) implements Decoded {}

    /** No id of this partner: another partner's, mistyped, cut or made up. */
    record Invalid() implements Decoded {}
  }
}
