package io.orderwire.bench.rows;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderwire.bench.load.BareSender;
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
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Webhooks: events are published, and go to all endpoints of their partners. Beside it, the same
 * HTTP client sends one of those requests as often, newly signed each time.
 */
public final class WebhooksRow implements Row {
  /** Of the bare loop. */
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
      LocalSystem system = stage.system();
      feed = new Feed(system, Duration.ofMillis(5));
      int count = stage.size(50, 10);
      endpoints = count * ENDPOINTS_EACH;
      events = stage.size(300, 50);
      int receiverPort = Ports.free();
      int senderPort = Ports.free();
      receiver = new Http(URI.create("http://127.0.0.1:" + receiverPort), "");
      sender = new Http(URI.create("http://127.0.0.1:" + senderPort), "");
      try {
        processes.add(Endpoints.start(stage, Receiver.class, receiverPort));
        processes.add(Endpoints.start(stage, BareSender.class, senderPort, receiverPort));
        Map<String, Http> apis = new LinkedHashMap<>();
        for (int n = 0; n < count; n++) {
          String partner = stage.newName("webhooks");
          partners.add(partner);
          apis.put(partner, system.partner(system.addPartner(partner)));
        }
        Endpoints.addAll(
            apis,
            ENDPOINTS_EACH,
            (partner, number) ->
                "{\"url\":\"http://127.0.0.1:%d/%s/%d\",\"order\":\"none\"}"
                    .formatted(receiverPort, partner, number));
      } catch (IOException | InterruptedException | RuntimeException e) {
        close();
        throw e;
      }
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
