package io.orderwire.bench.rows;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.orderwire.bench.suite.RowFailedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;

/**
 * Clients of event streams that come back, as the guide for partners says: with the last id, after
 * the time that they were told to wait. One stream for each partner, over bare sockets that one
 * thread reads. They speak HTTP/1.0, so that answers have no chunks.
 */
final class Followers implements AutoCloseable {
  private static final int BUFFER_BYTES = 256 << 10;
  private static final Duration OPEN_WITHIN = Duration.ofMinutes(1);
  private static final Duration AT_FIRST = Duration.ofSeconds(3);
  private static final Duration LONGEST_LOOK = Duration.ofMillis(20);

  private final Rotation rotation;
  private final UnaryOperator<Duration> wait;
  private final LongConsumer arrivals;
  private final List<Client> clients = new ArrayList<>();
  private final PriorityQueue<Client> waiting =
      new PriorityQueue<>(Comparator.comparingLong(client -> client.due));
  private final Selector selector = Selector.open();
  private final CountDownLatch placed;
  private final Thread thread;
  private Visits visits = new Visits();

  /**
   * Opens a stream for each key, and returns when each has its place.
   *
   * @param wait from how long a client was told to wait to how long it waits
   * @param arrivals takes each event's number as it comes, in the thread that reads
   */
  Followers(
      Rotation rotation, List<String> keys, UnaryOperator<Duration> wait, LongConsumer arrivals)
      throws IOException, InterruptedException {
    this.rotation = rotation;
    this.wait = wait;
    this.arrivals = arrivals;
    placed = new CountDownLatch(keys.size());
    keys.forEach(key -> clients.add(new Client(key)));
    waiting.addAll(clients);
    thread = Thread.ofPlatform().name("followers").start(this::run);
    if (!placed.await(OPEN_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
      close();
      throw new RowFailedException("%d streams could not be opened".formatted(placed.getCount()));
    }
  }

  /** What clients went through since it was last asked. */
  static final class Visits {
    private final List<Long> returns = new ArrayList<>();
    private int goaways;
    private int cuts;
    private int refusals;

    /** When streams began again, as {@link System#nanoTime} tells. */
    synchronized List<Long> returns() {
      return List.copyOf(returns);
    }

    @Override
    public synchronized String toString() {
      return "%,d streams ended with goaway, %,d without; %,d times nobody took one"
          .formatted(goaways, cuts, refusals);
    }

    private synchronized void returned() {
      returns.add(System.nanoTime());
    }

    private synchronized void ended(boolean inOrder) {
      goaways += inOrder ? 1 : 0;
      cuts += inOrder ? 0 : 1;
    }

    private synchronized void refused() {
      refusals++;
    }
  }

  /** What is known of a client. For the thread that reads. */
  private final class Client {
    private final String key;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    private long due = System.nanoTime();
    private Duration told = AT_FIRST;
    private String lastId = "";
    private String blockId = "";
    private long number = -1;
    private boolean inHead;
    private boolean wasStatus;
    private boolean isOpen;
    private boolean isLeaving;

    private Client(String key) {
      this.key = key;
    }

    private byte[] request() {
      String place = lastId.isEmpty() ? "" : "Last-Event-ID: " + lastId + "\r\n";
      return ("GET /v1/orders/events/stream HTTP/1.0\r\nHost: 127.0.0.1\r\n"
              + "Accept: text/event-stream\r\nAuthorization: Bearer "
              + key
              + "\r\n"
              + place
              + "\r\n")
          .getBytes(ISO_8859_1);
    }

    private void begin() {
      line.reset();
      inHead = true;
      wasStatus = false;
      isOpen = false;
      isLeaving = false;
      blockId = "";
      number = -1;
    }

    private void take(byte[] bytes, int length) {
      int from = 0;
      for (int i = 0; i < length; i++) {
        if (bytes[i] == '\n') {
          line.write(bytes, from, i - from);
          from = i + 1;
          String text = line.toString(ISO_8859_1);
          line.reset();
          if (inHead) {
            head(text.stripTrailing());
          } else {
            body(text);
          }
        }
      }
      line.write(bytes, from, length - from);
    }

    private void head(String text) {
      if (!wasStatus) {
        wasStatus = true;
        isOpen = text.contains(" 200");
      } else if (text.startsWith("Retry-After: ")) {
        told = Duration.ofSeconds(Long.parseLong(text.substring("Retry-After: ".length())));
      } else if (text.isEmpty()) {
        inHead = false;
        if (isOpen && !lastId.isEmpty()) {
          visits().returned();
        }
      }
    }

    private void body(String text) {
      if (text.startsWith("id: ")) {
        blockId = text.substring("id: ".length());
      } else if (text.startsWith("retry: ")) {
        told = Duration.ofMillis(Long.parseLong(text.substring("retry: ".length())));
      } else if (text.equals("event: goaway")) {
        isLeaving = true;
      } else if (text.startsWith("data: ")) {
        number = Numbers.in(text);
      } else if (text.isEmpty()) {
        dispatch();
      }
    }

    private void dispatch() {
      if (!blockId.isEmpty()) {
        if (lastId.isEmpty()) {
          placed.countDown();
        }
        lastId = blockId;
        blockId = "";
      }
      if (number >= 0) {
        arrivals.accept(number);
        number = -1;
      }
    }

    private void ended() {
      if (isOpen) {
        visits().ended(isLeaving);
      } else {
        visits().refused();
      }
      due = System.nanoTime() + wait.apply(told).toNanos();
      waiting.add(this);
    }
  }

  /** What clients went through since this was last called. */
  synchronized Visits takeVisits() {
    Visits past = visits;
    visits = new Visits();
    return past;
  }

  private synchronized Visits visits() {
    return visits;
  }

  private void run() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    byte[] bytes = new byte[BUFFER_BYTES];
    try {
      while (selector.isOpen()) {
        selector.select(key -> serve(key, buffer, bytes), LONGEST_LOOK.toMillis());
        long now = System.nanoTime();
        for (Client client = waiting.peek();
            client != null && client.due - now <= 0;
            client = waiting.peek()) {
          connect(waiting.remove());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClosedSelectorException e) {
      // Closed.
    }
  }

  /** Where one instance does not take it another one is asked, once. */
  private void connect(Client client) throws IOException {
    for (int n = 0; n < Math.max(1, rotation.all().size()); n++) {
      URI instance = rotation.next();
      SocketChannel socket = SocketChannel.open();
      try {
        socket.connect(new InetSocketAddress(instance.getHost(), instance.getPort()));
        client.begin();
        socket.write(ByteBuffer.wrap(client.request()));
        socket.configureBlocking(false);
        socket.register(selector, SelectionKey.OP_READ, client);
        return;
      } catch (IOException e) {
        socket.close();
      }
    }
    client.isOpen = false;
    client.ended();
  }

  private static void serve(SelectionKey key, ByteBuffer buffer, byte[] bytes) {
    Client client = (Client) key.attachment();
    buffer.clear();
    int read;
    try {
      read = ((SocketChannel) key.channel()).read(buffer);
    } catch (IOException e) {
      read = -1;
    }
    if (read < 0) {
      close(key);
      client.ended();
      return;
    }
    buffer.flip().get(bytes, 0, read);
    client.take(bytes, read);
  }

  private static void close(SelectionKey key) {
    key.cancel();
    try {
      key.channel().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      List<SelectionKey> keys = List.copyOf(selector.keys());
      selector.close();
      for (SelectionKey key : keys) {
        key.channel().close();
      }
      thread.join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
