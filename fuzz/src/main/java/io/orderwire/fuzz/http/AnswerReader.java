package io.orderwire.fuzz.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** Reads one answer of HTTP/1.1 by RFC 9112, and says where it keeps not to that. */
final class AnswerReader {
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5]\\d\\d)(?: (.*))?");
  private static final int MOST_LINE = 64 << 10;
  private static final int MOST_BODY = 64 << 20;
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;
  private static final int SWITCHING = 101;
  private static final int OK = 200;

  private final InputStream in;
  private final Runnable streaming;
  private boolean closes;

  /**
   * From a stream of bytes.
   *
   * @param streaming called when a stream begins, which then is read until nothing comes
   */
  AnswerReader(InputStream in, Runnable streaming) {
    this.in = in;
    this.streaming = streaming;
  }

  /** Whether the connection cannot be used again. */
  boolean closes() {
    return closes;
  }

  Answer read(String method) throws IOException {
    while (true) {
      String first = line();
      Matcher status = STATUS.matcher(first);
      if (!status.matches()) {
        throw new BadAnswerException("a status line that is none: " + shortened(first));
      }
      int code = Integer.parseInt(status.group(1));
      List<Answer.Field> fields = fields();
      if (code / 100 == 1 && code != SWITCHING) {
        continue;
      }
      closes |= first.startsWith("HTTP/1.0");
      return body(method, code, status.group(2) == null ? "" : status.group(2), fields);
    }
  }

  private Answer body(String method, int code, String reason, List<Answer.Field> fields)
      throws IOException {
    Answer head = new Answer(code, reason, fields, "", false, null, "");
    closes |= head.header("connection").toLowerCase(Locale.ROOT).contains("close");
    boolean none =
        method.equals("HEAD") || code == NO_CONTENT || code == NOT_MODIFIED || code == SWITCHING;
    String length = head.header("content-length");
    boolean chunked = head.header("transfer-encoding").equalsIgnoreCase("chunked");
    if (chunked && !length.isEmpty()) {
      throw new BadAnswerException("both Content-Length and Transfer-Encoding");
    }
    if (none) {
      closes |= code == SWITCHING;
      return head;
    }
    boolean stream = code == OK && head.mediaType().equals("text/event-stream");
    if (stream) {
      closes = true;
      streaming.run();
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    boolean ended;
    if (chunked) {
      ended = chunks(out, stream);
    } else if (!length.isEmpty()) {
      ended = true;
      byte[] all = in.readNBytes(length(length));
      out.writeBytes(all);
      if (all.length < length(length)) {
        throw new BadAnswerException("a body shorter than Content-Length says");
      }
    } else {
      closes = true;
      ended = all(out, stream);
    }
    byte[] bytes = out.toByteArray();
    if (head.header("content-encoding").equals("gzip") && ended) {
      bytes = unpacked(bytes);
    }
    return new Answer(code, reason, fields, new String(bytes, ISO_8859_1), !ended, null, "");
  }

  private static byte[] unpacked(byte[] bytes) throws BadAnswerException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new BadAnswerException("gzip that is none");
    }
  }

  private static int length(String value) throws BadAnswerException {
    if (!value.matches("\\d{1,8}")) {
      throw new BadAnswerException("Content-Length " + value);
    }
    return Integer.parseInt(value);
  }

  private boolean all(ByteArrayOutputStream out, boolean stream) throws IOException {
    byte[] some = new byte[8_192];
    try {
      for (int n = in.read(some); n >= 0; n = in.read(some)) {
        out.write(some, 0, n);
        if (out.size() > MOST_BODY) {
          return false;
        }
      }
    } catch (java.net.SocketTimeoutException e) {
      if (!stream) {
        throw e;
      }
      return false;
    }
    return true;
  }

  private boolean chunks(ByteArrayOutputStream out, boolean stream) throws IOException {
    try {
      while (true) {
        String size = line();
        if (!size.matches("[0-9A-Fa-f]{1,7}")) {
          throw new BadAnswerException("a chunk of size " + shortened(size));
        }
        int length = Integer.parseInt(size, 16);
        if (length == 0) {
          while (!line().isEmpty()) {
            // trailers
          }
          return true;
        }
        byte[] chunk = in.readNBytes(length);
        out.writeBytes(chunk);
        if (chunk.length < length || !line().isEmpty()) {
          throw new BadAnswerException("a chunk that is cut");
        }
        if (out.size() > MOST_BODY) {
          return false;
        }
      }
    } catch (java.net.SocketTimeoutException e) {
      if (!stream) {
        throw e;
      }
      return false;
    }
  }

  private List<Answer.Field> fields() throws IOException {
    List<Answer.Field> fields = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon <= 0 || !line.substring(0, colon).matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
        throw new BadAnswerException("a header field that is none: " + shortened(line));
      }
      fields.add(
          new Answer.Field(
              line.substring(0, colon).toLowerCase(Locale.ROOT),
              line.substring(colon + 1).strip()));
    }
    return fields;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      int one = in.read();
      if (one < 0) {
        throw line.isEmpty()
            ? new EndedException()
            : new BadAnswerException("an answer that is cut");
      }
      if (one == '\r') {
        if (in.read() != '\n') {
          throw new BadAnswerException("a carriage return within a line");
        }
        return line.toString();
      }
      if (one == '\n' || one == 0) {
        throw new BadAnswerException("a line that ends wrongly: " + shortened(line.toString()));
      }
      line.append((char) one);
      if (line.length() > MOST_LINE) {
        throw new BadAnswerException("a line without end");
      }
    }
  }

  private static String shortened(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }

  /** The connection was closed before a byte came. */
  static final class EndedException extends IOException {
    EndedException() {
      super("closed without an answer");
    }
  }

  /** What came is no HTTP. */
  static final class BadAnswerException extends IOException {
    BadAnswerException(String message) {
      super(message);
    }
  }
}
