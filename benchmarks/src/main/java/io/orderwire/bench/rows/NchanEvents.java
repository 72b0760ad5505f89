package io.orderwire.bench.rows;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderwire.bench.suite.RowFailedException;
import io.orderwire.bench.system.Nginx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Channels of nchan with open streams, to which events with numbers are posted, over a few
 * connections that are kept and without waiting for one answer before the next request. For one
 * thread.
 */
final class NchanEvents implements AutoCloseable {
  private static final int CONNECTIONS = 4;
  private static final int AT_ONCE = 32;
  private static final long SHORT_NANOS = 100_000;

  private final int port;
  private final String name;
  private final int channels;
  private final int each;
  private final EventStreams streams;
  private final List<Poster> posters = new ArrayList<>();
  private volatile @Nullable Round round;
  private long published;

  private record Round(long first, Schedule schedule) {}

  /** New channels, each with so many open streams. */
  NchanEvents(Nginx nginx, String name, int channels, int each) throws IOException {
    this.port = nginx.port();
    this.name = name;
    this.channels = channels;
    this.each = each;
    streams = new EventStreams(port, channels, this::arrived);
    try {
      for (int n = 0; n < channels; n++) {
        for (int stream = 0; stream < each; stream++) {
          streams.open("GET /stream/" + channel(n) + " HTTP/1.0\r\n", n);
        }
      }
      for (int n = 0; n < CONNECTIONS; n++) {
        posters.add(new Poster());
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Posts so many events at a rate and waits until all have come to all streams. */
  Schedule publish(int perSecond, int count, Items items) throws IOException, InterruptedException {
    Schedule schedule = new Schedule(perSecond);
    round = new Round(published, schedule);
    for (int n = 0; n < count; n++) {
      schedule.awaitDue(n);
      posters.get(n % channels % CONNECTIONS).send(post(items, n));
    }
    finish(schedule, count);
    return schedule;
  }

  /**
   * Posts so many events as fast as they are taken.
   *
   * @return how many events a second came to sockets
   */
  double saturate(int count, Items items) throws IOException, InterruptedException {
    Schedule schedule = new Schedule(1_000_000_000);
    round = new Round(published, schedule);
    CountDownLatch left = new CountDownLatch(CONNECTIONS);
    long began = System.nanoTime();
    for (int p = 0; p < CONNECTIONS; p++) {
      int first = p;
      Thread.ofPlatform()
          .start(
              () -> {
                posters.get(first).sendAll(first, count, items);
                left.countDown();
              });
    }
    left.await();
    finish(schedule, count);
    return count * (double) each / ((schedule.last() - began) / 1e9);
  }

  /** What is published. */
  @FunctionalInterface
  interface Items {
    /** An item as JSON. */
    String json(int partner, long number);
  }

  private void finish(Schedule schedule, int count) throws IOException, InterruptedException {
    long expected = (long) count * each;
    Wait.until("events of nchan", expected, () -> schedule.count() + streams.wrong());
    RowFailedException.requireCount("events of nchan", expected, schedule.count());
    RowFailedException.requireCount("events of nchan out of turn", 0, streams.wrong());
    published += count;
    for (Poster poster : posters) {
      Wait.until("answers of nchan", poster.sent.get(), poster.answered::get);
    }
  }

  private byte[] post(Items items, long n) {
    int partner = (int) (n % channels);
    String json = items.json(partner, published + n);
    return """
        POST /publish/%s HTTP/1.1\r
        Host: 127.0.0.1\r
        Content-Type: application/json\r
        Content-Length: %d\r
        \r
        %s"""
        .formatted(channel(partner), json.length(), json)
        .getBytes(UTF_8);
  }

  private String channel(int n) {
    return name + "-" + n;
  }

  private void arrived(long number) {
    Round now = round;
    if (now != null) {
      now.schedule().arrived(number - now.first());
    }
  }

  @Override
  public void close() {
    streams.close();
    posters.forEach(Poster::close);
  }

  /** One connection that posts. */
  private final class Poster implements AutoCloseable {
    private final Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();

    Poster() throws IOException {
      socket.setTcpNoDelay(true);
      InputStream in = socket.getInputStream();
      Thread.ofPlatform().daemon().start(() -> read(in));
    }

    void send(byte[] request) throws IOException {
      sent.incrementAndGet();
      socket.getOutputStream().write(request);
    }

    /** All events of this connection's channels, some in each write, and a few writes ahead. */
    void sendAll(int first, int count, Items items) {
      ByteArrayOutputStream requests = new ByteArrayOutputStream();
      int gathered = 0;
      try {
        for (int n = 0; n < count; n++) {
          if (n % channels % CONNECTIONS == first) {
            requests.writeBytes(post(items, n));
            gathered++;
          }
          if (gathered == AT_ONCE || n == count - 1) {
            sent.addAndGet(gathered);
            gathered = 0;
            requests.writeTo(socket.getOutputStream());
            requests.reset();
            while (sent.get() - answered.get() > 2 * AT_ONCE) {
              LockSupport.parkNanos(SHORT_NANOS);
            }
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void read(InputStream in) {
      byte[] bytes = new byte[64 << 10];
      byte[] mark = "HTTP/1.1 20".getBytes(ISO_8859_1);
      int at = 0;
      try {
        for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
          int found = 0;
          for (int i = 0; i < read; i++) {
            at = bytes[i] == mark[at] ? at + 1 : bytes[i] == mark[0] ? 1 : 0;
            if (at == mark.length) {
              found++;
              at = 0;
            }
          }
          answered.addAndGet(found);
        }
      } catch (IOException e) {
        // Closed; what is not answered shows in the count.
      }
    }

    @Override
    public void close() {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
