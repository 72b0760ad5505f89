package io.orderwire.bench.rows;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.orderwire.bench.suite.RowFailedException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Full pages, asked for at a fixed rate over a few connections that are kept. */
final class PacedPages {
  private static final int CONNECTIONS = 8;
  private static final String LENGTH = "content-length:";
  private static final byte[] ITEM = "\"sequence\":".getBytes(ISO_8859_1);

  private PacedPages() {}

  /**
   * A page to be asked for.
   *
   * @param key of the partner
   */
  record Page(String path, String key) {
    private byte[] request() {
      return "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\n\r\n"
          .formatted(path, key)
          .getBytes(ISO_8859_1);
    }
  }

  /**
   * Asks for pages in turn, so many in all, at this rate.
   *
   * @throws RowFailedException if an answer is not a page of {@link Grown#PAGE} events
   */
  static Schedule run(int port, List<Page> pages, int perSecond, int count)
      throws InterruptedException {
    List<byte[]> requests = pages.stream().map(Page::request).toList();
    Schedule schedule = new Schedule(perSecond);
    AtomicInteger next = new AtomicInteger();
    List<Future<?>> connections = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int n = 0; n < CONNECTIONS; n++) {
        connections.add(
            threads.submit(
                () -> {
                  ask(port, requests, schedule, next, count);
                  return null;
                }));
      }
      for (Future<?> connection : connections) {
        connection.get();
      }
    } catch (ExecutionException e) {
      throw new RowFailedException("A page could not be had: " + e.getCause(), e);
    }
    RowFailedException.requireCount("pages", count, schedule.count());
    return schedule;
  }

  private static void ask(
      int port, List<byte[]> requests, Schedule schedule, AtomicInteger next, int count)
      throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream(), 65_536);
      for (int n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
        schedule.awaitDue(n);
        socket.getOutputStream().write(requests.get(n % requests.size()));
        byte[] body = answer(in);
        schedule.arrived(n);
        RowFailedException.requireCount("events of a page", Grown.PAGE, items(body));
      }
    }
  }

  private static byte[] answer(InputStream in) throws IOException {
    String status = line(in);
    int length = -1;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
        length = Integer.parseInt(line.substring(LENGTH.length()).strip());
      }
    }
    if (!status.startsWith("HTTP/1.1 200") || length < 0) {
      throw new RowFailedException("a page was answered " + status);
    }
    return in.readNBytes(length);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    int next = in.read();
    for (; next >= 0 && next != '\n'; next = in.read()) {
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  private static int items(byte[] body) {
    int count = 0;
    for (int at = 0; at <= body.length - ITEM.length; at++) {
      int same = 0;
      while (same < ITEM.length && body[at + same] == ITEM[same]) {
        same++;
      }
      count += same == ITEM.length ? 1 : 0;
    }
    return count;
  }
}
