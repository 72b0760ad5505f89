package io.orderwire.ingest.body;

import io.orderwire.ingest.ErrorCode;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * NDJSON, line by line. Holds one line, of at most the given length; a longer one is passed over,
 * up to 16 MiB. Lines of white space only are no events and mean nothing, up to 64 KiB in a row.
 * For one thread.
 */
public final class LineReader {

  private static final int CHUNK = 16_384;
  private static final int MOST_PASSED_OVER = 16 << 20;
  private static final int MOST_BLANK = 65_536;

  /**
   * A line with something on it.
   *
   * @param number from 1, blank lines included
   * @param buffer holds the line until the next one is read
   * @param offset where it begins
   * @param length its length, without line end; 0 if it was too long and is not there
   */
  public record Line(long number, byte[] buffer, int offset, int length) {

    /** Whether it was longer than it may be. */
    public boolean isTooLong() {
      return length == 0;
    }
  }

  private final Arrival arrival;
  private final int maxLength;
  private final Room room;
  private byte[] buffer = new byte[CHUNK];
  private int from;
  private int to;
  private long number;
  private int blank;
  private boolean ended;

  /**
   * Reads from there.
   *
   * @param maxLength the longest line that is given out, in bytes
   * @param room pays for what is held
   */
  public LineReader(Arrival arrival, int maxLength, Room room) {
    this.arrival = arrival;
    this.maxLength = maxLength;
    this.room = room;
    room.hold(CHUNK);
  }

  /**
   * The next line that is not blank, or null at the end.
   *
   * @throws BodyException if the body cannot be read on
   */
  public @Nullable Line next() {
    arrival.restart();
    while (true) {
      int end = lineEnd();
      if (end < 0) {
        return null;
      }
      number++;
      int begin = from;
      from = Math.min(to, end + 1);
      if (end - begin > maxLength) {
        return new Line(number, buffer, begin, 0);
      }
      if (!isBlank(begin, end)) {
        blank = 0;
        return new Line(number, buffer, begin, end - begin);
      }
      blank += end - begin + 1;
      if (blank > MOST_BLANK) {
        throw new BodyException(ErrorCode.BAD_REQUEST, "more than 64 KiB of white space in a row");
      }
    }
  }

  /** Where the line that begins at {@code from} ends, reading on as needed; -1 for no line. */
  private int lineEnd() {
    int at = from;
    while (true) {
      for (; at < to; at++) {
        if (buffer[at] == '\n') {
          return at;
        }
      }
      if (ended) {
        return from == to ? -1 : to;
      }
      if (to - from > maxLength) {
        return passOver();
      }
      int scanned = at - from;
      fill();
      at = from + scanned;
    }
  }

  /** Drops a line that is too long, but keeps so much that it is seen to be. */
  private int passOver() {
    int kept = from + maxLength + 1;
    to = kept;
    long dropped = 0;
    byte[] chunk = new byte[CHUNK];
    while (true) {
      int count = arrival.read(chunk, 0, chunk.length);
      if (count < 0) {
        ended = true;
        return kept;
      }
      for (int i = 0; i < count; i++) {
        if (chunk[i] == '\n') {
          return keepRest(kept, chunk, i, count);
        }
      }
      dropped += count;
      if (dropped > MOST_PASSED_OVER) {
        throw new BodyException(ErrorCode.TOO_LARGE, "a line of more than 16 MiB");
      }
    }
  }

  private int keepRest(int kept, byte[] chunk, int newline, int count) {
    int rest = count - newline;
    byte[] smaller = Arrays.copyOfRange(buffer, from, kept + rest);
    room.hold(smaller.length);
    buffer = smaller;
    int end = kept - from;
    System.arraycopy(chunk, newline, buffer, end, rest);
    from = 0;
    to = end + rest;
    return end;
  }

  private void fill() {
    if (from > 0) {
      System.arraycopy(buffer, from, buffer, 0, to - from);
      to -= from;
      from = 0;
    }
    if (to == buffer.length) {
      room.hold(buffer.length * 2);
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int count = arrival.read(buffer, to, buffer.length - to);
    if (count < 0) {
      ended = true;
    } else {
      to += count;
    }
  }

  private boolean isBlank(int begin, int end) {
    for (int i = begin; i < end; i++) {
      byte c = buffer[i];
      if (c != ' ' && c != '\t' && c != '\r') {
        return false;
      }
    }
    return true;
  }
}
