package io.orderwire.bench.rows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderwire.bench.suite.RowFailedException;
import io.orderwire.bench.system.Stage;
import io.orderwire.processes.Http;
import io.orderwire.processes.LocalSystem;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** A system of its own, with partners whose histories can be made longer. For one thread. */
final class Grown implements AutoCloseable {
  /** Events of a page that is asked for. */
  static final int PAGE = 100;

  private static final long AT_ONCE = 1_000_000;
  private static final int OK = 200;

  /** A partner has no answer before all of its partition is restored. */
  private static final Duration RESTORED_WITHIN = Duration.ofMinutes(20);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Stage stage;
  private final String name;
  private final LocalSystem system;
  private final Feed feed;
  private final List<String> ids = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();
  private long items;

  /** Starts the system of this name, with so many partners that have no events. */
  Grown(Stage stage, String name, int partners) throws IOException, InterruptedException {
    this.stage = stage;
    this.name = name;
    system = stage.system(name);
    feed = new Feed(system, Duration.ofMillis(5));
    for (int n = 0; n < partners; n++) {
      ids.add(stage.newName(name));
      keys.add(system.addPartner(ids.getLast()));
    }
  }

  LocalSystem system() {
    return system;
  }

  /** How many items its histories have in all. */
  long items() {
    return items;
  }

  /** The partners' ids. */
  List<String> ids() {
    return ids;
  }

  /** The partners' API, with the n-th one's key. */
  Http partner(int n) {
    return system.partner(keys.get(n));
  }

  /** Makes the histories longer, evenly, until they have so many items in all. */
  void growTo(long wanted) throws IOException, InterruptedException {
    while (items < wanted) {
      int each = Math.toIntExact(Math.min(AT_ONCE, wanted - items) / ids.size());
      if (each == 0) {
        return;
      }
      feed.publish(ids, each);
      added(each);
      awaitAll();
      if (items % (5 * AT_ONCE) == 0) {
        stage.say("%,d items".formatted(items));
      }
    }
  }

  /** Publishes so many events of each partner; {@link #awaitAll} waits for them. */
  void publish(int each) throws InterruptedException {
    feed.publish(ids, each);
    added(each);
  }

  private void added(int each) {
    items += (long) each * ids.size();
  }

  /** Waits until all items can be seen. */
  void awaitAll() throws IOException, InterruptedException {
    for (String key : keys) {
      Http api = system.partner(key);
      Wait.until(
          "items of " + name, items / ids.size(), () -> newest(api).path("sequence").asLong());
    }
  }

  /** Waits until each partner has its newest item in an answer; the adapter may be starting. */
  void awaitFirstAnswers() throws IOException, InterruptedException {
    for (String key : keys) {
      Http api = system.partner(key);
      Wait.until("items of " + name, items / ids.size(), RESTORED_WITHIN, () -> newestNow(api));
    }
  }

  /** The newest item's sequence, 0 where there is no answer yet. */
  private static long newestNow(Http api) throws IOException, InterruptedException {
    try {
      HttpResponse<byte[]> answer = api.raw("/v1/orders/events?limit=1");
      return answer.statusCode() == OK
          ? JSON.readTree(answer.body()).path("events").path(0).path("sequence").asLong()
          : 0;
    } catch (ConnectException e) {
      return 0;
    }
  }

  /** Paths of full pages all over the histories, each with the key of its partner. */
  List<PacedPages.Page> pages(int each) throws IOException, InterruptedException {
    List<PacedPages.Page> pages = new ArrayList<>();
    for (String key : keys) {
      Http api = system.partner(key);
      long from = recordedAt(first(api));
      long to = recordedAt(newest(api));
      while (pages.size() % each != 0 || pages.size() / each == keys.indexOf(key)) {
        // Somewhere within what was recorded by then, with a page after it.
        Instant at = Instant.ofEpochMilli(ThreadLocalRandom.current().nextLong(from, to + 1));
        String cursor = api.get("/v1/orders/events?limit=1&since=" + at).path("cursor").asText();
        String path = "/v1/orders/events?limit=%d&newer_than=%s".formatted(PAGE, cursor);
        if (api.get(path).path("events").size() == PAGE) {
          pages.add(new PacedPages.Page(path, key));
        }
      }
    }
    return pages;
  }

  /** Bytes of an item in full pages that are compressed, on average. */
  double compressedBytesOfAnItem() throws IOException, InterruptedException {
    long bytes = 0;
    for (String key : keys) {
      HttpResponse<byte[]> page =
          system.partner(key).raw("/v1/orders/events?limit=" + PAGE, "Accept-Encoding", "gzip");
      if (page.headers().firstValue("Content-Encoding").isEmpty()) {
        throw new RowFailedException("a page is not compressed");
      }
      bytes += page.body().length;
    }
    return (double) bytes / keys.size() / PAGE;
  }

  private static JsonNode first(Http api) throws IOException, InterruptedException {
    return item(api, "/v1/orders/events?limit=1&since=1970-01-01T00:00:00Z");
  }

  /** A partner's newest item, or nothing in place of one. */
  static JsonNode newest(Http api) throws IOException, InterruptedException {
    return item(api, "/v1/orders/events?limit=1");
  }

  /** The one item of an answer, or nothing in place of one. */
  private static JsonNode item(Http api, String path) throws IOException, InterruptedException {
    return api.get(path).path("events").path(0);
  }

  private static long recordedAt(JsonNode item) {
    if (item.isMissingNode()) {
      throw new RowFailedException("a history is empty");
    }
    return Instant.parse(item.path("recorded_at").asText()).toEpochMilli();
  }

  /** Stops the system. */
  @Override
  public void close() {
    feed.close();
    stage.stop(name);
  }
}
