package io.orderwire.bench.rows;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderwire.bench.load.BareSender;
import io.orderwire.bench.load.Receiver;
import io.orderwire.bench.suite.Metric;
import io.orderwire.bench.suite.Row;
import io.orderwire.bench.suite.RowFailedException;
import io.orderwire.bench.suite.Sample;
import io.orderwire.bench.system.BenchSystem;
import io.orderwire.bench.system.Http;
import io.orderwire.bench.system.Jvm;
import io.orderwire.bench.system.Stage;
import io.orderwire.embedded.ChildJvm;
import io.orderwire.embedded.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Webhooks: events are published, and go to all endpoints of their partners. Beside it, the same
 * HTTP client sends one of those requests as often, newly signed each time.
 */
public final class WebhooksRow implements Row {
  /** Of the bare loop; those of the adapter are bounded for each endpoint alone. */
  private static final int IN_FLIGHT = 100;

  private static final int ENDPOINTS_EACH = 20;
  private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

  private final Stage stage;

  public WebhooksRow(Stage stage) {
    this.stage = stage;
  }

  @Override
  public String name() {
    return "webhooks";
  }

  @Override
  public String title() {
    return "signed deliveries to a bare receiver, against a bare loop of Apache HttpClient 5";
  }

  @Override
  public List<Metric> metrics() {
    return List.of(Metric.atLeast(0.8, "", "req/s"));
  }

  @Override
  public Contest open() throws IOException, InterruptedException {
    return new Deliveries(stage);
  }

  private static final class Deliveries implements Contest {
    private final List<String> partners = new ArrayList<>();
    private final List<ChildJvm> processes = new ArrayList<>();
    private final Feed feed;
    private final Http receiver;
    private final Http sender;
    private final int endpoints;
    private final int events;

    Deliveries(Stage stage) throws IOException, InterruptedException {
      BenchSystem system = stage.system();
      feed = new Feed(system, Duration.ofMillis(5));
      int count = stage.size(50, 10);
      endpoints = count * ENDPOINTS_EACH;
      events = stage.size(100, 50);
      int receiverPort = Ports.free();
      int senderPort = Ports.free();
      receiver = new Http(URI.create("http://127.0.0.1:" + receiverPort), "");
      sender = new Http(URI.create("http://127.0.0.1:" + senderPort), "");
      try {
        start(stage, Receiver.class, receiverPort, receiverPort);
        start(stage, BareSender.class, senderPort, senderPort, receiverPort);
        List<Http> apis = new ArrayList<>();
        for (int n = 0; n < count; n++) {
          String partner = stage.newName("webhooks");
          partners.add(partner);
          apis.add(system.partner(system.addPartner(partner)));
        }
        addEndpoints(apis, receiverPort);
      } catch (IOException | InterruptedException | RuntimeException e) {
        close();
        throw e;
      }
    }

    private void start(Stage stage, Class<?> main, int port, Integer... arguments) {
      ChildJvm process =
          Jvm.start(
              main,
              List.of(arguments).stream().map(String::valueOf).toList(),
              stage.resolve("logs").resolve(main.getSimpleName() + ".log"));
      processes.add(process);
      process.awaitReady(() -> !Ports.isFree(port), Duration.ofSeconds(30));
    }

    private void addEndpoints(List<Http> apis, int port) throws IOException, InterruptedException {
      List<Future<?>> all = new ArrayList<>();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int n = 0; n < apis.size(); n++) {
          Http api = apis.get(n);
          String url = "http://127.0.0.1:" + port + "/" + partners.get(n) + "/";
          all.add(
              threads.submit(
                  () -> {
                    addEndpoints(api, url);
                    return null;
                  }));
        }
        for (Future<?> one : all) {
          one.get();
        }
      } catch (ExecutionException e) {
        throw new RowFailedException("Endpoints could not be made: " + e.getCause(), e);
      }
    }

    private static void addEndpoints(Http api, String url)
        throws IOException, InterruptedException {
      for (int n = 0; n < ENDPOINTS_EACH; n++) {
        api.post(
            "/v1/webhooks/endpoints", "{\"url\":\"%s%d\",\"order\":\"none\"}".formatted(url, n));
      }
      Wait.until("active endpoints of a partner", ENDPOINTS_EACH, () -> active(api));
    }

    private static long active(Http api) throws IOException, InterruptedException {
      long active = 0;
      for (JsonNode endpoint : api.get("/v1/webhooks/endpoints").path("endpoints")) {
        active += endpoint.path("state").asText().equals("active") ? 1 : 0;
      }
      return active;
    }

    @Override
    public Sample ours() throws IOException, InterruptedException {
      receiver.post("/control/reset", "");
      feed.publish(partners, events);
      Wait.until("deliveries", expected(), () -> counts().path("different").asLong());
      return rate();
    }

    @Override
    public Sample baseline() throws IOException, InterruptedException {
      byte[] sample = receiver.raw("/control/sample").body();
      receiver.post("/control/reset", "");
      sender.post(
          "/%d/%d/%d".formatted(expected(), IN_FLIGHT, endpoints),
          "text/plain",
          BodyPublishers.ofByteArray(sample));
      return rate();
    }

    /** What the receiver saw, which must be all, and signed. */
    private Sample rate() throws IOException, InterruptedException {
      JsonNode counts = counts();
      RowFailedException.requireCount(
          "different requests", expected(), counts.path("different").asLong());
      RowFailedException.requireCount("unsigned requests", 0, counts.path("unsigned").asLong());
      return Sample.of((expected() - 1) / (counts.path("nanos").asLong() / 1e9));
    }

    private int expected() {
      return endpoints * events;
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
