package io.orderwire.bench.rows;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderwire.bench.load.Receiver;
import io.orderwire.bench.suite.Metric;
import io.orderwire.bench.suite.Row;
import io.orderwire.bench.suite.RowFailedException;
import io.orderwire.bench.suite.Sample;
import io.orderwire.bench.system.Stage;
import io.orderwire.embedded.ChildJvm;
import io.orderwire.embedded.Ports;
import io.orderwire.processes.Http;
import io.orderwire.processes.LocalSystem;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Isolation: how long an event takes from when it is due to be published to its request at the
 * healthy endpoints of its partner, while as many others of the same partner take requests and
 * never answer. Told apart is the time in which those are found to be dead, all at once. Beside it,
 * the same without them: they are paused.
 */
public final class IsolationRow implements Row {
  private static final int OF_EACH_KIND = 10;
  private static final int RATE = 20;
  private static final int MOST_ROUNDS_OF_FAILURES = 5;
  private static final String DEAD = "/dead/";
  private static final String TIMED = "/timed/";
  private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

  private final Stage stage;

  public IsolationRow(Stage stage) {
    this.stage = stage;
  }

  @Override
  public String name() {
    return "isolation";
  }

  @Override
  public String title() {
    return "webhooks to healthy endpoints while half of all are dead, against the same without them";
  }

  @Override
  public List<Metric> metrics() {
    return List.of(
        Metric.atMost(1.2, "p99", "ms"),
        Metric.told("p50", "ms"),
        Metric.told("p99 as they fail", "ms"));
  }

  @Override
  public Contest open() throws IOException, InterruptedException {
    return new Halves(stage);
  }

  private static final class Halves implements Contest {
    private final Stage stage;
    private final Map<String, Http> apis = new LinkedHashMap<>();
    private final List<ChildJvm> processes = new ArrayList<>();
    private final List<String> partners;
    private final Feed feed;
    private final Http receiver;
    private final int events;
    private int rounds;

    Halves(Stage stage) throws IOException, InterruptedException {
      this.stage = stage;
      LocalSystem system = stage.system();
      feed = new Feed(system, Duration.ZERO);
      events = RATE * stage.size(20, 3);
      int port = Ports.free();
      receiver = new Http(URI.create("http://127.0.0.1:" + port), "");
      try {
        processes.add(Endpoints.start(stage, Receiver.class, port));
        for (int n = 0; n < stage.size(100, 5); n++) {
          String partner = stage.newName("isolation");
          apis.put(partner, system.partner(system.addPartner(partner)));
        }
        Endpoints.addAll(
            apis,
            2 * OF_EACH_KIND,
            (partner, number) ->
                """
                {"url":"http://127.0.0.1:%d%s%s/%d","order":"none","limits":{"timeout_seconds":1}}"""
                    .formatted(port, number % 2 == 0 ? TIMED : DEAD, partner, number));
      } catch (IOException | InterruptedException | RuntimeException e) {
        close();
        throw e;
      }
      partners = List.copyOf(apis.keySet());
    }

    @Override
    public Sample ours() throws IOException, InterruptedException {
      change("resume");
      settle();
      JsonNode failing = measure();
      if (failing.path("dead").asLong() == 0) {
        throw new RowFailedException("No request came to a dead endpoint");
      }
      failAll();
      settle();
      return sample(measure(), p99(failing));
    }

    @Override
    public Sample baseline() throws IOException, InterruptedException {
      change("pause");
      settle();
      JsonNode counts = measure();
      RowFailedException.requireCount(
          "requests to dead endpoints", 0, counts.path("dead").asLong());
      return sample(counts, p99(counts));
    }

    private static Sample sample(JsonNode counts, double failing) {
      return Sample.of(p99(counts), counts.path("p50").asLong() / 1e6, failing);
    }

    private static double p99(JsonNode counts) {
      return counts.path("p99").asLong() / 1e6;
    }

    /** Publishes more until all that are dead are known to be. */
    private void failAll() throws IOException, InterruptedException {
      long dead = (long) OF_EACH_KIND * apis.size();
      for (int n = 0; n < MOST_ROUNDS_OF_FAILURES && degraded() < dead; n++) {
        measure();
      }
      Wait.until("degraded endpoints", dead, this::degraded);
    }

    private long degraded() throws InterruptedException {
      LongAdder degraded = new LongAdder();
      Endpoints.forEach(apis, (_, api) -> degraded.add(Endpoints.degraded(api)));
      return degraded.sum();
    }

    /**
     * A change of 1,000 endpoints is announced to 19,000 others, which is not what is measured; and
     * what is in flight to dead ones ends when it times out.
     */
    private void settle() throws InterruptedException {
      TimeUnit.SECONDS.sleep(stage.size(10, 2));
    }

    private void change(String action) throws InterruptedException {
      if (rounds++ > 0 || action.equals("pause")) {
        Endpoints.forEach(apis, (_, api) -> Endpoints.change(api, DEAD, action));
      }
    }

    private JsonNode measure() throws IOException, InterruptedException {
      receiver.post("/control/reset", "");
      Schedule round = new Schedule(RATE);
      for (int n = 0; n < events; n++) {
        round.awaitDue(n);
        // What fails is missing in the count.
        var _ =
            feed.publisher()
                .publish(
                    Feed.event(
                        partners.get(n % partners.size()), "due-" + round.dueNanos(n) + "-" + n));
      }
      int expected = events * OF_EACH_KIND;
      Wait.until("deliveries", expected, () -> counts().path("different").asLong());
      JsonNode counts = counts();
      RowFailedException.requireCount("deliveries", expected, counts.path("different").asLong());
      RowFailedException.requireCount("timed deliveries", expected, counts.path("timed").asLong());
      RowFailedException.requireCount("unsigned requests", 0, counts.path("unsigned").asLong());
      return counts;
    }

    private JsonNode counts() throws IOException, InterruptedException {
      return receiver.get("/control/counts");
    }

    @Override
    public void close() {
      feed.close();
      // The endpoints stay, and get nothing more: no other row has events of their partners.
      processes.forEach(process -> process.stop(STOP_WITHIN));
    }
  }
}
