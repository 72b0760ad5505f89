package io.orderwire.system;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A partner that follows its history over SSE and connects again, with the last id that it saw, for
 * as long as it is open. Keeps every item; thread-safe.
 */
final class EventStream implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Http http;
  private final String query;
  private final List<Frame> items = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger heartbeats = new AtomicInteger();
  private final Thread reader;

  private volatile boolean open = true;
  private volatile String lastId = "";
  private volatile @Nullable InputStream body;

  /**
   * One block of the stream.
   *
   * @param receivedNanos {@link System#nanoTime()} when its last line was read
   */
  record Frame(String id, String event, String data, long receivedNanos) {}

  private EventStream(Http http, String query) {
    this.http = http;
    this.query = query;
    this.reader = Thread.ofVirtual().name("event-stream").start(this::follow);
  }

  /** Follows from where the query says. */
  static EventStream open(Http http, String query) {
    return new EventStream(http, query);
  }

  /** Frames with data that are items, in the order of arrival. */
  List<Frame> items() {
    return items;
  }

  /** How many heartbeats have come. */
  int heartbeats() {
    return heartbeats.get();
  }

  EventStream awaitItems(int count) {
    await().atMost(Duration.ofMinutes(2)).until(() -> items.size() >= count);
    return this;
  }

  EventStream awaitConnections(int count) {
    await().atMost(Duration.ofMinutes(1)).until(() -> connections.get() >= count);
    return this;
  }

  @Override
  public void close() {
    open = false;
    InputStream current = body;
    if (current != null) {
      try {
        current.close();
      } catch (IOException e) {
        // The stream is given up either way.
      }
    }
    reader.interrupt();
  }

  private void follow() {
    while (open) {
      try {
        HttpResponse<InputStream> response =
            lastId.isEmpty()
                ? http.open("/v1/orders/events/stream" + query)
                : http.open("/v1/orders/events/stream" + query, "Last-Event-ID", lastId);
        if (response.statusCode() == 200) {
          try (InputStream in = response.body()) {
            body = in;
            connections.incrementAndGet();
            read(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
          }
        }
      } catch (IOException | IllegalStateException e) {
        // The server went away: that is what this client is for.
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /** Reads blocks as the HTML standard has it: one that is cut off does not count. */
  private void read(BufferedReader lines) throws IOException {
    String id = lastId;
    String event = "";
    StringBuilder data = new StringBuilder();
    for (String line = lines.readLine(); line != null && open; line = lines.readLine()) {
      if (line.isEmpty()) {
        lastId = id;
        if (!data.isEmpty() && !event.equals("goaway") && !event.equals("error")) {
          items.add(new Frame(id, event, data.toString(), System.nanoTime()));
        }
        event = "";
        data.setLength(0);
      } else if (line.startsWith(": heartbeat")) {
        heartbeats.incrementAndGet();
      } else if (line.startsWith("id:")) {
        id = line.substring(3).strip();
      } else if (line.startsWith("event:")) {
        event = line.substring(6).strip();
      } else if (line.startsWith("data:")) {
        data.append(line.substring(5).strip());
      }
    }
  }
}
