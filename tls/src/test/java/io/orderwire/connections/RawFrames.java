package io.orderwire.connections;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * HTTP/2 frame by frame (RFC 9113), with prior knowledge. Of what comes nothing is taken by itself
 * beyond the windows.
 */
final class RawFrames implements AutoCloseable {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int WINDOW_UPDATE = 8;
  static final int CONTINUATION = 9;

  static final int END_STREAM = 1;
  static final int END_HEADERS = 4;

  static final int NO_ERROR = 0;
  static final int ENHANCE_YOUR_CALM = 11;

  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

  private static final short INITIAL_WINDOW = 4;
  private static final int USUAL_WINDOW = 65_535;

  private final Socket socket;
  private final DataOutputStream out;
  private final DataInputStream in;

  RawFrames(Socket socket) throws IOException {
    this(socket, USUAL_WINDOW);
  }

  /** With how many bytes of a stream are taken before {@link #take}. */
  RawFrames(Socket socket, int window) throws IOException {
    this.socket = socket;
    this.out = new DataOutputStream(socket.getOutputStream());
    this.in = new DataInputStream(socket.getInputStream());
    out.write(PREFACE.getBytes(StandardCharsets.US_ASCII));
    send(SETTINGS, 0, 0, ByteBuffer.allocate(6).putShort(INITIAL_WINDOW).putInt(window).array());
  }

  /** A frame that has come. */
  record Frame(int type, int flags, int stream, byte[] content) {
    /** Of GOAWAY: the last four bytes before its text. */
    int error() {
      return content[4] << 24 | content[5] << 16 | content[6] << 8 | content[7];
    }
  }

  void send(int type, int flags, int stream, byte... content) throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    try (DataOutputStream bytes = new DataOutputStream(frame)) {
      bytes.writeByte(content.length >> 16);
      bytes.writeShort(content.length);
      bytes.writeByte(type);
      bytes.writeByte(flags);
      bytes.writeInt(stream);
      bytes.write(content);
    }
    out.write(frame.toByteArray());
  }

  /** Asks for a path, without a body. */
  void ask(int stream, String path) throws IOException {
    send(HEADERS, END_HEADERS | END_STREAM, stream, header("GET", path));
  }

  /** Takes so many bytes more of a stream, or, of 0, of all of them together. */
  void take(int stream, int bytes) throws IOException {
    send(WINDOW_UPDATE, 0, stream, ByteBuffer.allocate(4).putInt(bytes).array());
  }

  /** The header of a request, by HPACK's static table and plain text (RFC 7541). */
  static byte[] header(String method, String path) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    literal(block, 2, method);
    block.write(0x86); // :scheme http
    literal(block, 4, path);
    literal(block, 1, "127.0.0.1");
    return block.toByteArray();
  }

  private static void literal(ByteArrayOutputStream block, int name, String value) {
    block.write(name);
    block.write(value.length());
    block.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
  }

  /** The next frame of a kind; empty where the connection ends before one comes. */
  Optional<Frame> next(Predicate<Frame> wanted) throws IOException {
    try {
      while (true) {
        int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        Frame frame = new Frame(type, flags, stream, in.readNBytes(length));
        if (wanted.test(frame)) {
          return Optional.of(frame);
        }
      }
    } catch (EOFException | SocketException end) {
      return Optional.empty();
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
