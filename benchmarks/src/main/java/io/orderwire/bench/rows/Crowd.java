package io.orderwire.bench.rows;

import io.orderwire.bench.suite.RowFailedException;
import io.orderwire.bench.system.BenchSystem;
import io.orderwire.bench.system.Http;
import io.orderwire.bench.system.Stage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A system of its own with many partners. Each has one event; up to a thousand of them, spread over
 * all, have full pages, and their keys are known. For one thread.
 */
final class Crowd implements AutoCloseable {
  static final int PAGE = 100;

  private static final int SAMPLE = 1_000;
  private static final int REGISTERING = 64;
  private static final int EVENTS = 2 * PAGE;

  private final Stage stage;
  private final String name;
  private final BenchSystem system;
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
    List<String> all = register();
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
      Wait.until("events of " + sample.get(n), EVENTS + 1, () -> Partners.newest(api));
    }
  }

  private List<String> register() throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    String[] all = new String[ids.size()];
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int thread = 0; thread < REGISTERING; thread++) {
        running.add(
            threads.submit(
                () -> {
                  for (int n = next.getAndIncrement(); n < all.length; n = next.getAndIncrement()) {
                    all[n] = system.addPartner(ids.get(n));
                    if ((n + 1) % 100_000 == 0) {
                      stage.say("%,d partners".formatted(n + 1));
                    }
                  }
                  return null;
                }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new RowFailedException("A partner could not be registered: " + e.getCause(), e);
    }
    return List.of(all);
  }

  BenchSystem system() {
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
