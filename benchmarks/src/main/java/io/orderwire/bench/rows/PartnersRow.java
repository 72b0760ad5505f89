package io.orderwire.bench.rows;

import io.orderwire.bench.suite.Metric;
import io.orderwire.bench.suite.Row;
import io.orderwire.bench.suite.Sample;
import io.orderwire.bench.system.Stage;
import io.orderwire.bench.system.Wrk;
import io.orderwire.processes.Jvm;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Growth in partners: sequencing, and polling of pages, in a system with few or many partners.
 * Beside it, the same in a system with a thousand.
 */
public final class PartnersRow implements Row {
  private static final int USUAL = 1_000;
  private static final int CONNECTIONS = 32;

  /** An adapter needs most of a KiB for each partner, so a million are not in the usual heap. */
  private static final int FEW = 100_000;

  private static final int LARGE_HEAP = 2_048;

  private final Stage stage;
  private final String name;
  private final int partners;

  /**
   * A row.
   *
   * @param name what the number of partners is called
   */
  public PartnersRow(Stage stage, String name, int partners) {
    this.stage = stage;
    this.name = name;
    this.partners = partners;
  }

  @Override
  public String name() {
    return "partners-" + name;
  }

  @Override
  public String title() {
    return "sequencing and polling with %,d partners, against the same with 1,000"
        .formatted(partners);
  }

  @Override
  public boolean isLong() {
    return partners > FEW;
  }

  @Override
  public List<Metric> metrics() {
    return List.of(
        Metric.atLeast(0.8, "sequencing", "ev/s"), Metric.atLeast(0.8, "pages", "req/s"));
  }

  @Override
  public Contest open() throws IOException, InterruptedException {
    Wrk.require();
    return new Growing();
  }

  private final class Growing implements Contest {
    private final Crowd usual;
    private final Crowd crowd;
    private final List<Wrk.Request> inUsual;
    private final List<Wrk.Request> inCrowd;
    private final Wrk wrk;

    Growing() throws IOException, InterruptedException {
      wrk = new Wrk(stage.resolve(name() + "-wrk"));
      int heap = partners <= FEW ? Jvm.HEAP : LARGE_HEAP;
      usual = new Crowd(stage, stage.newName("usual"), stage.size(USUAL, 50), heap);
      crowd = new Crowd(stage, stage.newName("crowd"), stage.size(partners, 100), heap);
      inUsual = requests(usual);
      inCrowd = requests(crowd);
    }

    private static List<Wrk.Request> requests(Crowd crowd)
        throws IOException, InterruptedException {
      List<Wrk.Request> requests = new ArrayList<>();
      for (Answered page : crowd.pages("page")) {
        requests.add(page.toOurs());
      }
      return requests;
    }

    @Override
    public Sample ours() throws IOException, InterruptedException {
      return measure(crowd, inCrowd);
    }

    @Override
    public Sample baseline() throws IOException, InterruptedException {
      return measure(usual, inUsual);
    }

    private Sample measure(Crowd system, List<Wrk.Request> pages)
        throws IOException, InterruptedException {
      double sequenced = system.sequence(stage.size(100_000, 5_000));
      Wrk.Load load =
          wrk.run(
              system.system().partnersUrl().getPort(),
              pages,
              CONNECTIONS,
              Duration.ofSeconds(stage.size(10, 2)));
      return Sample.of(sequenced, load.perSecond());
    }

    @Override
    public void close() {
      usual.close();
      crowd.close();
    }
  }
}
