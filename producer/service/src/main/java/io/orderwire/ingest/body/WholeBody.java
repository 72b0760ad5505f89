package io.orderwire.ingest.body;

import io.orderwire.ingest.ErrorCode;
import java.util.Arrays;

/** Reads a body as a whole, up to a limit. */
public final class WholeBody {

  private static final int CHUNK = 8_192;

  private WholeBody() {}

  /**
   * All bytes of the body.
   *
   * @param room pays for what is held
   * @throws BodyException if it has more than the limit, or cannot be read
   */
  public static byte[] read(Arrival arrival, int limit, Room room) {
    room.hold(CHUNK);
    byte[] buffer = new byte[CHUNK];
    int size = 0;
    while (true) {
      int count = arrival.read(buffer, size, buffer.length - size);
      if (count < 0) {
        return Arrays.copyOf(buffer, size);
      }
      size += count;
      if (size > limit) {
        throw new BodyException(ErrorCode.TOO_LARGE, "more than " + limit + " bytes");
      }
      if (size == buffer.length) {
        int larger = Math.min(buffer.length * 2, limit + 1);
        room.hold(larger);
        buffer = Arrays.copyOf(buffer, larger);
      }
    }
  }
}
