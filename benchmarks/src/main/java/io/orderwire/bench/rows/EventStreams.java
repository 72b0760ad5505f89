package io.orderwire.bench.rows;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.orderwire.bench.suite.RowFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * Clients of many event streams over bare sockets, read by one thread. They know nothing of the
 * streams but that each event has its number between two pairs of dots, and no other pair comes: so
 * hardly more is done than to read. They speak HTTP/1.0, so that answers have no chunks.
 *
 * <p>Partner p of P has the events number p, P + p, 2 P + p and so on, and each of its streams must
 * bring each of them once, in this order.
 */
final class EventStreams implements AutoCloseable {
  private static final int BUFFER_BYTES = 256 << 10;
  private static final int SMALL_WINDOW = 16 << 10;
  private static final int ADDRESSES = 50;

  private final int port;
  private final int partners;
  private final LongConsumer arrivals;
  private final Selector selector = Selector.open();
  private final CopyOnWriteArrayList<SocketChannel> sockets = new CopyOnWriteArrayList<>();
  private final AtomicLong wrong = new AtomicLong();
  private final Thread thread;

  /**
   * None is open.
   *
   * @param partners how many partners there are
   * @param arrivals takes each number as it comes, in the thread that reads
   */
  EventStreams(int port, int partners, LongConsumer arrivals) throws IOException {
    this.port = port;
    this.partners = partners;
    this.arrivals = arrivals;
    thread = Thread.ofPlatform().name("event-streams").start(this::run);
  }

  /** What is known of one stream. For the thread that reads. */
  private static final class Stream {
    private long next;
    private boolean afterDot;
    private boolean inNumber;
    private long number;

    private Stream(long next) {
      this.next = next;
    }
  }

  /** A request for our stream. */
  static String ours(String key) {
    return "GET /v1/orders/events/stream HTTP/1.0\r\nAuthorization: Bearer " + key + "\r\n";
  }

  /**
   * Opens a stream of a partner, whose next event has this number, and returns when the server has
   * begun it.
   *
   * @param request its first lines
   */
  void open(String request, long next) throws IOException {
    SocketChannel socket = SocketChannel.open();
    sockets.add(socket);
    if (sockets.size() > BUFFER_BYTES / 64) { // so many that an address could run out of ports
      int address = 2 + sockets.size() % ADDRESSES;
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0." + address), 0));
    }
    socket.setOption(StandardSocketOptions.SO_RCVBUF, SMALL_WINDOW * 4);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    String all = request + "Host: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n";
    socket.write(ByteBuffer.wrap(all.getBytes(ISO_8859_1)));
    ByteBuffer head = ByteBuffer.allocate(SMALL_WINDOW);
    String text = "";
    while (!text.contains("\r\n\r\n")) {
      if (socket.read(head) < 0) {
        throw new RowFailedException("A stream was answered: " + text);
      }
      text = new String(head.array(), 0, head.position(), ISO_8859_1);
    }
    if (!text.startsWith("HTTP/1.1 200") && !text.startsWith("HTTP/1.0 200")) {
      throw new RowFailedException("A stream was answered: " + text);
    }
    Stream stream = new Stream(next);
    byte[] rest = text.substring(text.indexOf("\r\n\r\n")).getBytes(ISO_8859_1);
    scan(stream, rest, rest.length);
    socket.configureBlocking(false);
    socket.register(selector, SelectionKey.OP_READ, stream);
    selector.wakeup();
  }

  /** How many events were not the ones that had to come, or streams ended. */
  long wrong() {
    return wrong.get();
  }

  /** How many streams were opened. */
  int count() {
    return sockets.size();
  }

  private void run() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    byte[] bytes = new byte[BUFFER_BYTES];
    try {
      while (selector.isOpen()) {
        selector.select(
            key -> {
              int read = read(key, buffer);
              if (read > 0) {
                buffer.flip().get(bytes, 0, read);
                scan((Stream) key.attachment(), bytes, read);
              }
            });
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClosedSelectorException e) {
      // Closed.
    }
  }

  private int read(SelectionKey key, ByteBuffer buffer) {
    buffer.clear();
    int read;
    try {
      read = ((SocketChannel) key.channel()).read(buffer);
    } catch (IOException e) {
      read = -1;
    }
    if (read < 0) {
      key.cancel();
      wrong.incrementAndGet();
    }
    return read;
  }

  private void scan(Stream stream, byte[] bytes, int length) {
    boolean afterDot = stream.afterDot;
    boolean inNumber = stream.inNumber;
    long number = stream.number;
    for (int i = 0; i < length; i++) {
      byte one = bytes[i];
      if (one != '.') {
        number = inNumber ? number * 10 + one - '0' : 0;
        afterDot = false;
      } else if (!afterDot) {
        afterDot = true;
      } else {
        if (inNumber) {
          take(stream, number);
        }
        inNumber = !inNumber;
        number = 0;
        afterDot = false;
      }
    }
    stream.afterDot = afterDot;
    stream.inNumber = inNumber;
    stream.number = number;
  }

  private void take(Stream stream, long number) {
    if (number == stream.next) {
      arrivals.accept(number);
    } else {
      wrong.incrementAndGet();
    }
    stream.next = number + partners;
  }

  @Override
  public void close() {
    try {
      selector.close();
      for (SocketChannel socket : sockets) {
        socket.close();
      }
      thread.join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
