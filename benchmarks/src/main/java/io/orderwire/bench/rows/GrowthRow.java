package io.orderwire.bench.rows;

import io.orderwire.bench.suite.Metric;
import io.orderwire.bench.suite.Row;
import io.orderwire.bench.suite.Sample;
import io.orderwire.bench.system.Stage;
import java.io.IOException;
import java.util.List;

/**
 * Growth in history: pages at random places and sequencing, in a system with many items. Beside it,
 * the same in a system with ten thousand.
 */
public final class GrowthRow implements Row {
  private static final int RATE = 500;

  private final Stage stage;
  private final Histories histories;
  private final String name;
  private final long items;

  /**
   * A row.
   *
   * @param name what the number of items is called
   */
  public GrowthRow(Stage stage, Histories histories, String name, long items) {
    this.stage = stage;
    this.histories = histories;
    this.name = name;
    this.items = items;
  }

  @Override
  public String name() {
    return "growth-" + name;
  }

  @Override
  public String title() {
    return "pages and sequencing with %,d items, against the same with 10,000".formatted(items);
  }

  @Override
  public boolean isLong() {
    return items > 10_000_000;
  }

  @Override
  public List<Metric> metrics() {
    return List.of(
        Metric.atMost(1.3, "page p50", "ms"),
        Metric.atMost(1.3, "page p99", "ms"),
        Metric.atLeast(0.77, "sequencing", "ev/s"));
  }

  @Override
  public Contest open() throws IOException, InterruptedException {
    Grown small = histories.small();
    Grown large = histories.large(stage.size(Math.toIntExact(items), 20_000));
    return new Growing(small, large);
  }

  private final class Growing implements Contest {
    private final Grown small;
    private final Grown large;
    private final List<PacedPages.Page> inSmall;
    private final List<PacedPages.Page> inLarge;

    Growing(Grown small, Grown large) throws IOException, InterruptedException {
      this.small = small;
      this.large = large;
      inSmall = small.pages(stage.size(100, 10));
      inLarge = large.pages(stage.size(100, 10));
    }

    @Override
    public Sample ours() throws IOException, InterruptedException {
      return measure(large, inLarge);
    }

    @Override
    public Sample baseline() throws IOException, InterruptedException {
      return measure(small, inSmall);
    }

    private Sample measure(Grown system, List<PacedPages.Page> pages)
        throws IOException, InterruptedException {
      Schedule latency =
          PacedPages.run(
              system.system().partnersUrl().getPort(), pages, RATE, RATE * stage.size(10, 2));
      int each = stage.size(5_000, 500);
      double sequenced =
          Burst.perSecond(
              system.system(), (long) each * Histories.PARTNERS, () -> system.publish(each));
      system.awaitAll();
      return Sample.of(latency.percentile(50), latency.percentile(99), sequenced);
    }

    @Override
    public void close() {
      // Other rows use the same systems.
    }
  }
}
