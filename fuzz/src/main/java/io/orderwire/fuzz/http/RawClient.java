package io.orderwire.fuzz.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.orderwire.fuzz.make.Probe;
import io.orderwire.fuzz.make.Probe.Manner;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends bytes as they are to one port, and reads one answer to them. Keeps a connection. For one
 * thread; waits until the answer is there, or the probe's patience ends.
 */
public final class RawClient implements AutoCloseable {
  private static final int CONNECT_MILLIS = 10_000;
  private static final int STREAM_MILLIS = 250;
  private static final int MORE_MILLIS = 100;
  private static final int BY_THIS_THREAD = 32 << 10;
  private static final int MOST_MORE = 4_096;

  private final InetSocketAddress address;
  private final LongSupplier nanos;
  private @Nullable Connection kept;

  /** To a port; the clock gives nanoseconds. */
  public RawClient(InetSocketAddress address, LongSupplier nanos) {
    this.address = address;
    this.nanos = nanos;
  }

  private final class Connection {
    private final Socket socket = new Socket();
    private final InputStream in;
    private final OutputStream out;
    private long deadline;

    Connection() throws IOException {
      socket.connect(address, CONNECT_MILLIS);
      socket.setTcpNoDelay(true);
      out = socket.getOutputStream();
      InputStream plain = socket.getInputStream();
      in =
          new BufferedInputStream(
              new InputStream() {
                @Override
                public int read() throws IOException {
                  byte[] one = new byte[1];
                  return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
                }

                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                  long left = (deadline - nanos.getAsLong()) / 1_000_000;
                  if (left <= 0) {
                    throw new SocketTimeoutException("no end in time");
                  }
                  socket.setSoTimeout((int) left);
                  return plain.read(bytes, offset, length);
                }
              },
              16 << 10);
    }

    void allow(Duration time) {
      deadline = nanos.getAsLong() + time.toNanos();
    }
  }

  /** Sends it and reads the answer; never throws for what the other side does. */
  public Answer send(Probe probe) throws InterruptedException {
    boolean usual = probe.manner() == Manner.USUAL;
    if (!usual) {
      close();
    }
    Connection before = kept;
    Answer answer = exchange(probe, before);
    if (before != null && answer.status() == 0 && !answerless(answer)) {
      // The connection was closed meanwhile, as it may be.
      answer = exchange(probe, null);
    }
    if (!usual) {
      close();
    }
    return answer;
  }

  /** Whether waiting has ended; a fresh connection would change nothing. */
  private static boolean answerless(Answer answer) {
    return answer.fault() != null && answer.fault().startsWith("no answer within");
  }

  private Answer exchange(Probe probe, @Nullable Connection before) throws InterruptedException {
    AnswerReader reader = null;
    Thread writer = null;
    try {
      Connection connection = before == null ? new Connection() : before;
      kept = connection;
      connection.allow(probe.patience());
      writer = write(connection, probe);
      reader =
          new AnswerReader(connection.in, () -> connection.allow(Duration.ofMillis(STREAM_MILLIS)));
      Answer answer = reader.read(probe.method());
      String more = probe.manner() == Manner.CUT ? more(connection) : "";
      if (reader.closes()) {
        close();
      }
      return new Answer(
          answer.status(),
          answer.reason(),
          answer.fields(),
          answer.body(),
          answer.unending(),
          null,
          more);
    } catch (SocketTimeoutException e) {
      close();
      return Answer.none("no answer within " + probe.patience().toSeconds() + " s");
    } catch (AnswerReader.EndedException | SocketException e) {
      close();
      return Answer.none("closed without an answer");
    } catch (IOException e) {
      close();
      return Answer.none(String.valueOf(e.getMessage()));
    } finally {
      if (writer != null) {
        if (writer.isAlive()) {
          close();
        }
        writer.join(Duration.ofSeconds(5));
      }
    }
  }

  private static String more(Connection connection) throws IOException {
    connection.allow(Duration.ofMillis(MORE_MILLIS));
    StringBuilder more = new StringBuilder();
    try {
      byte[] some = new byte[MOST_MORE];
      for (int n = connection.in.read(some); n >= 0; n = connection.in.read(some)) {
        more.append(new String(some, 0, n, ISO_8859_1));
      }
    } catch (SocketTimeoutException | SocketException e) {
      return more.toString();
    }
    return more.toString();
  }

  private static @Nullable Thread write(Connection connection, Probe probe) {
    byte[] bytes = probe.bytes().getBytes(ISO_8859_1);
    if (bytes.length <= BY_THIS_THREAD) {
      write(connection, probe, bytes);
      return null;
    }
    return Thread.startVirtualThread(() -> write(connection, probe, bytes));
  }

  private static void write(Connection connection, Probe probe, byte[] bytes) {
    try {
      connection.out.write(bytes);
      connection.out.flush();
      if (probe.manner() == Manner.CUT || probe.manner() == Manner.NO_REQUEST) {
        connection.socket.shutdownOutput();
      }
    } catch (IOException e) {
      // It was answered before all was read; the answer tells more.
    }
  }

  /** Closes the connection that is kept. */
  @Override
  public void close() {
    Connection connection = kept;
    kept = null;
    if (connection != null) {
      try {
        connection.socket.close();
      } catch (IOException e) {
        // It is of no use any more.
      }
    }
  }
}
