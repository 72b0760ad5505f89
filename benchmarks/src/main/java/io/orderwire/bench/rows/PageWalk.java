package io.orderwire.bench.rows;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.orderwire.bench.suite.RowFailedException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;

/**
 * Follows the histories of many partners by polling, one request after the other over one bare
 * connection that is kept. Each page is looked through for its sequences only. For one thread.
 */
final class PageWalk implements AutoCloseable {
  private static final String SEQUENCE = "\"sequence\":";
  private static final String CURSOR = "],\"cursor\":\"";
  private static final String LENGTH = "\r\ncontent-length: ";
  private static final int MOST_HEADERS = 8 << 10;
  private static final int BUFFER = 64 << 10;

  private final Socket socket;
  private final InputStream in;

  /** Connects. */
  PageWalk(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream(), BUFFER);
  }

  /** Where a partner's history was followed to. For one thread. */
  static final class Reader {
    private final String key;
    private String cursor = "";
    private long sequence;

    /** At the beginning of the history of the partner with this key. */
    Reader(String key) {
      this.key = key;
    }

    /** The newest sequence that was seen. */
    long sequence() {
      return sequence;
    }
  }

  /**
   * Asks for what is new and returns how many items were.
   *
   * @throws RowFailedException if a sequence is missing, is there twice, or there is no page
   */
  int follow(Reader reader) throws IOException {
    String boundary = reader.cursor.isEmpty() ? "since=2000-01-01T00:00:00Z" : "newer_than=";
    socket
        .getOutputStream()
        .write(
            """
            GET /v1/orders/events?limit=1000&%s%s HTTP/1.1\r
            Host: 127.0.0.1\r
            Authorization: Bearer %s\r
            \r
            """
                .formatted(boundary, reader.cursor, reader.key)
                .getBytes(ISO_8859_1));
    String page = new String(body(), ISO_8859_1);
    int items = 0;
    for (int at = page.indexOf(SEQUENCE); at >= 0; at = page.indexOf(SEQUENCE, at)) {
      at += SEQUENCE.length();
      int end = at;
      while (Character.isDigit(page.charAt(end))) {
        end++;
      }
      long sequence = Long.parseLong(page, at, end, 10);
      if (sequence != reader.sequence + 1) {
        throw new RowFailedException(
            "Sequence %d came after %d".formatted(sequence, reader.sequence));
      }
      reader.sequence = sequence;
      items++;
    }
    int cursor = page.lastIndexOf(CURSOR);
    if (cursor < 0) {
      throw new RowFailedException("A page has no cursor: " + page);
    }
    int from = cursor + CURSOR.length();
    reader.cursor = page.substring(from, page.indexOf('"', from));
    return items;
  }

  private byte[] body() throws IOException {
    StringBuilder headers = new StringBuilder();
    while (headers.lastIndexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0 || headers.length() > MOST_HEADERS) {
        throw new EOFException("within the headers");
      }
      headers.append((char) next);
    }
    String head = headers.toString().toLowerCase(Locale.ROOT);
    int at = head.indexOf(LENGTH);
    if (!head.startsWith("http/1.1 200 ") || at < 0) {
      throw new RowFailedException("A page was answered: " + head);
    }
    int from = at + LENGTH.length();
    int length = Integer.parseInt(head, from, head.indexOf('\r', from), 10);
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("within the page");
    }
    return body;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
