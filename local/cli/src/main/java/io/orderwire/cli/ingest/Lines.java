package io.orderwire.cli.ingest;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Splits a stream into lines at LF, in bounded memory: of a line over the limit only the first
 * bytes are kept. A CR before the LF is cut. Not thread-safe.
 */
final class Lines {
  private static final int GZIP_MAGIC = 0x1f8b;

  private final InputStream in;
  private final int limit;
  private final byte[] chunk = new byte[64 * 1024];
  private int at;
  private int filled;
  private byte[] line = new byte[1024];
  private int length;

  private Lines(InputStream in, int limit) {
    this.in = in;
    this.limit = limit;
  }

  /**
   * The lines of a stream, which is unpacked if it begins like gzip's.
   *
   * @param limit how many bytes of a line are kept at most
   */
  static Lines of(InputStream raw, int limit) throws IOException {
    BufferedInputStream in = new BufferedInputStream(raw, 64 * 1024);
    in.mark(2);
    int magic = in.read() << 8 | in.read();
    in.reset();
    return new Lines(magic == GZIP_MAGIC ? new GZIPInputStream(in, 64 * 1024) : in, limit);
  }

  /** The next line, or null at the end. */
  @Nullable Line next() throws IOException {
    length = 0;
    boolean cut = false;
    boolean any = false;
    while (true) {
      if (at == filled) {
        filled = in.read(chunk);
        at = 0;
        if (filled <= 0) {
          filled = 0;
          return any ? finish(cut) : null;
        }
      }
      any = true;
      int end = at;
      while (end < filled && chunk[end] != '\n') {
        end++;
      }
      cut |= !keep(end);
      boolean whole = end < filled;
      at = whole ? end + 1 : end;
      if (whole) {
        return finish(cut);
      }
    }
  }

  /** Keeps what lies before {@code end} in the chunk, as far as the limit allows. */
  private boolean keep(int end) {
    int count = Math.min(end - at, limit - length);
    if (length + count > line.length) {
      line = Arrays.copyOf(line, Math.min(limit, Math.max(line.length * 2, length + count)));
    }
    System.arraycopy(chunk, at, line, length, count);
    length += count;
    return count == end - at;
  }

  private Line finish(boolean cut) {
    int end = !cut && length > 0 && line[length - 1] == '\r' ? length - 1 : length;
    return new Line(Arrays.copyOf(line, end), cut);
  }

  /**
   * One line.
   *
   * @param bytes its bytes, without its end
   * @param cut whether it was over the limit, and is not whole
   */
  record Line(byte[] bytes, boolean cut) {
    boolean isBlank() {
      for (byte b : bytes) {
        if (b != ' ' && b != '\t') {
          return false;
        }
      }
      return !cut;
    }
  }
}
