package io.orderwire.bench.rows;

import io.orderwire.bench.system.Stage;
import io.orderwire.processes.Http;
import io.orderwire.processes.LocalSystem;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A system of its own with many partners. Each has one event; up to a thousand of them, spread over
 * all, have full pages, and their keys are known. For one thread.
 */
final class Crowd implements AutoCloseable {
  static final int PAGE = 100;

  private static final int SAMPLE = 1_000;
  private static final int EVENTS = 2 * PAGE;
  private static final int OK = 200;

  /** The events of a sample come behind one of each partner. */
  private static final Duration PATIENCE = Duration.ofMinutes(20);

  private static final String NEWEST = "/v1/orders/events?limit=1";

  private final Stage stage;
  private final String name;
  private final LocalSystem system;
  private final Feed feed;
  private final List<String> ids = new ArrayList<>();
  private final List<String> sample = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();

  /**
   * Starts a system with so many partners.
   *
   * @param adapterHeap in MiB
   */
  Crowd(Stage stage, String name, int partners, int adapterHeap)
      throws IOException, InterruptedException {
    this.stage = stage;
    this.name = name;
    system = stage.system(name, adapterHeap);
    feed = new Feed(system, Duration.ofMillis(5));
    for (int n = 0; n < partners; n++) {
      ids.add(name + "-" + n);
    }
    List<String> all = Registration.of(system, ids);
    feed.publish(ids, 1);
    Set<Integer> chosen = new TreeSet<>();
    for (int n = 0; n < Math.min(SAMPLE, partners); n++) {
      chosen.add((int) ((long) n * partners / Math.min(SAMPLE, partners)));
    }
    for (int n : chosen) {
      sample.add(ids.get(n));
      keys.add(all.get(n));
    }
    feed.publish(sample, EVENTS);
    for (int n = 0; n < sample.size(); n++) {
      Http api = system.partner(keys.get(n));
      Wait.until("partner " + sample.get(n), 1, () -> api.raw(NEWEST).statusCode() == OK ? 1 : 0);
      Wait.until("events of " + sample.get(n), EVENTS + 1, PATIENCE, () -> Partners.newest(api));
    }
  }

  LocalSystem system() {
    return system;
  }

  /** Sequences so many events of partners at random. */
  double sequence(int count) throws IOException, InterruptedException {
    List<String> any =
        ThreadLocalRandom.current().ints(count, 0, ids.size()).mapToObj(ids::get).toList();
    return Burst.perSecond(system, count, () -> feed.publish(any, 1));
  }

  /** One full page of each partner of the sample, the second newest or so. */
  List<Answered> pages(String name) throws IOException, InterruptedException {
    List<Answered> pages = new ArrayList<>();
    for (int n = 0; n < sample.size(); n++) {
      Http api = system.partner(keys.get(n));
      String first =
          api.get("/v1/orders/events?limit=1&since=1970-01-01T00:00:00Z").path("cursor").asText();
      String path = "/v1/orders/events?limit=%d&newer_than=%s".formatted(PAGE, first);
      pages.add(Answered.now(api, keys.get(n), path, "/" + name + "/" + n + ".json", false));
    }
    return pages;
  }

  /** Stops the system. */
  @Override
  public void close() {
    feed.close();
    stage.stop(name);
  }
}
