package io.orderwire.bench.rows;

import io.orderwire.bench.suite.Metric;
import io.orderwire.bench.suite.Row;
import io.orderwire.bench.suite.Sample;
import io.orderwire.bench.system.Nginx;
import io.orderwire.bench.system.Stage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Delivery over SSE to two streams of each of 1,000 partners. Saturated: a backlog is sequenced
 * while the adapter is halted, and counted from when it goes on. And latency at two rates. Beside
 * it nchan, to which the same items are posted.
 */
public final class SseDeliveryRow implements Row {
  private final Stage stage;

  public SseDeliveryRow(Stage stage) {
    this.stage = stage;
  }

  @Override
  public String name() {
    return "sse-delivery";
  }

  @Override
  public String title() {
    return "events to 2,000 SSE streams of 1,000 partners, against nchan";
  }

  @Override
  public List<Metric> metrics() {
    return List.of(
        Metric.atLeast(5, "delivered", "ev/s"),
        Metric.told("1k p50", "ms"),
        Metric.told("1k p99", "ms"),
        Metric.told("10k p50", "ms"),
        Metric.told("10k p99", "ms"));
  }

  @Override
  public Contest open() throws IOException, InterruptedException {
    return new Streams(stage);
  }

  private static final class Streams implements Contest {
    private static final int EACH = 2;
    private static final int SLOW = 1_000;
    private static final int FAST = 10_000;

    private final Stage stage;
    private final int partners;
    private final String before;
    private final String after;
    private final Nginx nginx;
    private final LiveEvents live;
    private final NchanEvents nchan;

    Streams(Stage stage) throws IOException, InterruptedException {
      this.stage = stage;
      partners = stage.size(1_000, 100);
      String item = item(Partners.with(stage, "sample", 1, 1));
      String order = "\"ord-0\"";
      before = item.substring(0, item.indexOf(order) + 1);
      after = item.substring(item.indexOf(order) + order.length() - 1);
      nginx = Nginx.withStreams(stage.resolve(stage.newName("nchan")), 1);
      live = new LiveEvents(stage, "delivery", partners, EACH, Duration.ofMillis(5));
      nchan = new NchanEvents(nginx, "c", partners, EACH);
    }

    private String item(Partners sample) throws IOException, InterruptedException {
      return stage
          .system()
          .partner(sample.keys().getFirst())
          .get("/v1/orders/events?limit=1")
          .path("events")
          .get(0)
          .toString();
    }

    @Override
    public Sample ours() throws IOException, InterruptedException {
      return sample(
          live.drain(stage.size(200, 20)),
          live.publish(SLOW, count(SLOW)),
          live.publish(FAST, count(FAST)));
    }

    @Override
    public Sample baseline() throws IOException, InterruptedException {
      NchanEvents.Items items = (_, number) -> before + Numbers.order(number) + after;
      return sample(
          nchan.saturate(stage.size(200, 20) * partners, items),
          nchan.publish(SLOW, count(SLOW), items),
          nchan.publish(FAST, count(FAST), items));
    }

    private int count(int rate) {
      return rate * stage.size(5, 1);
    }

    private static Sample sample(double delivered, Schedule slow, Schedule fast) {
      return Sample.of(
          delivered,
          slow.percentile(50),
          slow.percentile(99),
          fast.percentile(50),
          fast.percentile(99));
    }

    @Override
    public void close() {
      live.close();
      nchan.close();
      nginx.close();
    }
  }
}
