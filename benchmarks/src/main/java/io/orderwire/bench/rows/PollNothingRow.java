package io.orderwire.bench.rows;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderwire.bench.suite.Metric;
import io.orderwire.bench.suite.Row;
import io.orderwire.bench.system.Stage;
import io.orderwire.processes.Http;
import java.io.IOException;
import java.util.List;

/** Polling where there is nothing new (304), and where there is one event. */
public final class PollNothingRow implements Row {
  private static final int EVENTS = 100;

  private final Stage stage;

  public PollNothingRow(Stage stage) {
    this.stage = stage;
  }

  @Override
  public String name() {
    return "poll-nothing";
  }

  @Override
  public String title() {
    return "polling with nothing new, and with 1 event, against nginx with the same answers";
  }

  @Override
  public List<Metric> metrics() {
    return List.of(Metric.atLeast(0.5, "304", "req/s"), Metric.atLeast(0.5, "1 event", "req/s"));
  }

  @Override
  public Contest open() throws IOException, InterruptedException {
    PollingContest.requirePrograms();
    Partners partners = Partners.with(stage, "nothing", 1, EVENTS);
    String key = partners.keys().getFirst();
    Http api = stage.system().partner(key);
    JsonNode newest = api.get("/v1/orders/events?limit=2").path("events");
    String last = "/v1/orders/events?newer_than=" + newest.get(0).path("id").asText();
    String before = "/v1/orders/events?newer_than=" + newest.get(1).path("id").asText();
    return new PollingContest(
        stage,
        name(),
        List.of(
            List.of(Answered.now(api, key, last, "/nothing.json", true)),
            List.of(Answered.now(api, key, before, "/one.json", false))),
        false);
  }
}
