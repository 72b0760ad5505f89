package io.orderwire.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The requests of a connection, one after the other (RFC 9112). Bodies have a {@code
 * Content-Length}; nothing else is understood. For one thread.
 */
final class Requests {
  private final InputStream in;
  private byte[] buffer = new byte[16_384];
  private int from;
  private int to;

  Requests(InputStream in) {
    this.in = in;
  }

  /** The next request, or null where the connection has ended. */
  @Nullable Request next() throws IOException {
    int end = endOfHead();
    if (end < 0) {
      return null;
    }
    String head = new String(buffer, from, end - from, ISO_8859_1);
    from = end + 2;
    Request request = new Request(head, "");
    String length = request.header("content-length");
    if (length.isEmpty()) {
      return request;
    }
    int bytes = Integer.parseInt(length);
    while (to - from < bytes) {
      if (!fill()) {
        throw new EOFException("within a body");
      }
    }
    String body = new String(buffer, from, bytes, ISO_8859_1);
    from += bytes;
    return new Request(head, body);
  }

  /** Where the empty line after the head begins, or -1 at the end. */
  private int endOfHead() throws IOException {
    int at = from;
    while (true) {
      for (; at + 3 < to; at++) {
        if (buffer[at] == '\r'
            && buffer[at + 1] == '\n'
            && buffer[at + 2] == '\r'
            && buffer[at + 3] == '\n') {
          return at + 2;
        }
      }
      int looked = at - from;
      if (!fill()) {
        return -1;
      }
      at = from + looked;
    }
  }

  private boolean fill() throws IOException {
    if (from > 0) {
      System.arraycopy(buffer, from, buffer, 0, to - from);
      to -= from;
      from = 0;
    }
    if (to == buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }
    int read = in.read(buffer, to, buffer.length - to);
    to += Math.max(0, read);
    return read >= 0;
  }
}
