package io.orderwire.bench.rows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderwire.bench.suite.Metric;
import io.orderwire.bench.suite.Row;
import io.orderwire.bench.system.Stage;
import io.orderwire.processes.Http;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Polling of full pages: the newest of a few partners, which are in the adapter's memory, and all
 * pages of many partners in turn, which are not.
 */
public final class PollPagesRow implements Row {
  private static final int LIMIT = 100;
  private static final int WARM = 10;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Stage stage;

  public PollPagesRow(Stage stage) {
    this.stage = stage;
  }

  @Override
  public String name() {
    return "poll-pages";
  }

  @Override
  public String title() {
    return "polling pages of 100 events, against nginx with the same answers";
  }

  @Override
  public List<Metric> metrics() {
    return List.of(
        Metric.atLeast(0.6, "warm", "req/s"),
        Metric.told("warm p99", "ms"),
        Metric.atLeast(0.6, "cold", "req/s"),
        Metric.told("cold p99", "ms"));
  }

  @Override
  public Contest open() throws IOException, InterruptedException {
    PollingContest.requirePrograms();
    int pages = stage.size(10, 5);
    Partners partners = Partners.with(stage, "pages", stage.size(200, 20), pages * LIMIT);
    List<Answered> warm = new ArrayList<>();
    List<Answered> cold = new ArrayList<>();
    for (int n = 0; n < partners.ids().size(); n++) {
      String key = partners.keys().get(n);
      Http api = stage.system().partner(key);
      if (partners.ids().size() - n <= WARM) {
        warm.add(
            Answered.now(
                api, key, "/v1/orders/events?limit=" + LIMIT, "/warm/" + n + ".json", false));
      }
      String path = "/v1/orders/events?since=1970-01-01T00:00:00Z&limit=" + LIMIT;
      for (int page = 0; page < pages; page++) {
        Answered one = Answered.now(api, key, path, "/cold/" + n + "/" + page + ".json", false);
        cold.add(one);
        path = next(one);
      }
    }
    return new PollingContest(stage, name(), List.of(warm, cold), true);
  }

  private static String next(Answered page) throws IOException {
    JsonNode json = JSON.readTree(page.body());
    return "/v1/orders/events?newer_than=%s&limit=%d"
        .formatted(json.path("cursor").asText(), LIMIT);
  }
}
