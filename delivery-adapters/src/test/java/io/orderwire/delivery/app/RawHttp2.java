package io.orderwire.delivery.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;

/**
 * A client of HTTP/2 that writes frames itself (RFC 9113), with prior knowledge, and takes nothing
 * of a body but what it says that it takes. For use by one thread.
 */
final class RawHttp2 implements AutoCloseable {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RESET = 3;
  static final int SETTINGS = 4;
  static final int WINDOW_UPDATE = 8;
  static final int END_STREAM = 1;
  static final int END_HEADERS = 4;
  static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(ISO_8859_1);

  /** SETTINGS_INITIAL_WINDOW_SIZE of 0. */
  private static final byte[] NO_WINDOW = {0, 4, 0, 0, 0, 0};

  private final int port;
  private final Socket socket;
  private final OutputStream out;
  private final DataInputStream in;
  private int last = -1;

  RawHttp2(int port) throws IOException {
    this.port = port;
    this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(60_000);
    this.out = socket.getOutputStream();
    this.in = new DataInputStream(socket.getInputStream());
    out.write(PREFACE);
    out.write(frame(SETTINGS, 0, 0, NO_WINDOW));
  }

  /** Asks, and reads the answer's fields, but nothing of its body. Gives the stream. */
  int ask(String path, String... fields) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    field(head, ":method", "GET");
    field(head, ":scheme", "http");
    field(head, ":authority", "127.0.0.1:" + port);
    field(head, ":path", path);
    for (int i = 0; i < fields.length; i += 2) {
      field(head, fields[i], fields[i + 1]);
    }
    last += 2;
    out.write(frame(HEADERS, END_HEADERS | END_STREAM, last, head.toByteArray()));
    next(HEADERS, last);
    return last;
  }

  /** Takes so many bytes more of a stream, or, of 0, of all of them. */
  void take(int stream, int bytes) throws IOException {
    out.write(frame(WINDOW_UPDATE, 0, stream, ByteBuffer.allocate(4).putInt(bytes).array()));
  }

  /** Wants no more of a stream. */
  void reset(int stream) throws IOException {
    out.write(frame(RESET, 0, stream, new byte[4]));
  }

  /** Reads up to the next frame of a kind on a stream. */
  byte[] next(int type, int stream) throws IOException {
    while (true) {
      int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
      int came = in.readUnsignedByte();
      in.readUnsignedByte();
      int on = in.readInt();
      byte[] payload = in.readNBytes(length);
      if (came == type && on == stream) {
        return payload;
      }
    }
  }

  /** Goes without a word. */
  void leave() throws IOException {
    socket.close();
  }

  @Override
  public void close() throws IOException {
    leave();
  }

  static byte[] frame(int type, int flags, int stream, byte[] payload) {
    return ByteBuffer.allocate(9 + payload.length)
        .put((byte) (payload.length >> 16))
        .put((byte) (payload.length >> 8))
        .put((byte) payload.length)
        .put((byte) type)
        .put((byte) flags)
        .putInt(stream)
        .put(payload)
        .array();
  }

  /** A field without indexing and without Huffman's code (RFC 7541, section 6.2.2). */
  static void field(ByteArrayOutputStream out, String name, String value) throws IOException {
    out.write(0);
    text(out, name);
    text(out, value);
  }

  private static void text(ByteArrayOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(ISO_8859_1);
    if (bytes.length < 127) {
      out.write(bytes.length);
    } else {
      out.write(127);
      int rest = bytes.length - 127;
      for (; rest >= 128; rest >>= 7) {
        out.write(rest % 128 + 128);
      }
      out.write(rest);
    }
    out.write(bytes);
  }
}
