package io.orderwire.bench.rows;

import io.orderwire.bench.suite.Metric;
import io.orderwire.bench.suite.Row;
import io.orderwire.bench.suite.Sample;
import io.orderwire.bench.system.Stage;
import io.orderwire.processes.LocalSystem;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * A rolling deploy of adapters under load: each of them is stopped in an orderly way and started
 * again, one after the other, while events are published to partners who have their streams at any
 * of them, and some of whom poll. Clients behave as the guide for partners says. Beside it, the
 * same load without a deploy.
 */
public final class RollingRow implements Row {
  private static final int ADAPTERS = 2;

  private final Stage stage;

  public RollingRow(Stage stage) {
    this.stage = stage;
  }

  @Override
  public String name() {
    return "rolling";
  }

  @Override
  public String title() {
    return "a rolling deploy of %d adapters, against the same load without it".formatted(ADAPTERS);
  }

  @Override
  public boolean isLong() {
    return true;
  }

  @Override
  public List<Metric> metrics() {
    return List.of(
        Metric.told("silence p50", "s"),
        Metric.told("silence p99", "s"),
        Metric.valueAtMost(10, "silence max", "s"),
        Metric.told("busiest second", "streams"),
        Metric.valueAtMost(10, "longest poll", "s"),
        Metric.told("polls at first try", "%"));
  }

  @Override
  public Contest open() throws IOException, InterruptedException {
    return new Deploys(stage);
  }

  private static final class Deploys implements Contest {
    private static final Duration EACH_POLLS = Duration.ofMillis(200);

    private final Stage stage;
    private final LocalSystem system;
    private final Audience audience;
    private final int partners;
    private final int perSecond;
    private final Duration calm;

    Deploys(Stage stage) throws IOException, InterruptedException {
      this.stage = stage;
      partners = stage.size(1_000, 50);
      perSecond = stage.size(5_000, 250);
      calm = Duration.ofSeconds(stage.size(5, 2));
      system = Several.system(stage, ADAPTERS);
      List<String> ids = new ArrayList<>();
      String name = stage.newName("rolling");
      for (int n = 0; n < partners; n++) {
        ids.add(name + "-" + n);
      }
      audience =
          new Audience(
              system,
              ids,
              new Rotation(system.partnersUrls()),
              stage.size(50, 10),
              EACH_POLLS,
              UnaryOperator.identity());
    }

    @Override
    public Sample ours() throws IOException, InterruptedException {
      Round round = audience.publish(perSecond);
      rest();
      for (int n = 0; n < ADAPTERS; n++) {
        URI instance = system.partnersUrls().get(n);
        audience.rotation().out(instance);
        system.adapters().get(n).close();
        system.adapters().get(n).begin();
        system.adapters().get(n).awaitReady();
        audience.rotation().in(instance);
        rest();
      }
      return sample(round, true);
    }

    @Override
    public Sample baseline() throws IOException, InterruptedException {
      Round round = audience.publish(perSecond);
      for (int n = 0; n <= ADAPTERS; n++) {
        rest();
      }
      return sample(round, false);
    }

    /** As a deploy waits until a new instance counts as available. */
    private void rest() throws InterruptedException {
      TimeUnit.NANOSECONDS.sleep(calm.toNanos());
    }

    private Sample sample(Round round, boolean tells) throws IOException, InterruptedException {
      int events = audience.end(round);
      double[] silences = round.streamed().silences(events);
      Followers.Visits visits = audience.takeVisits();
      Pollers.Tries tries = audience.takeTries();
      Map<Long, Integer> bySecond = bySecond(visits.returns(), round.schedule().dueNanos(0));
      if (tells) {
        stage.say(visits + "; streams that began again, by the second: " + bySecond);
        stage.say(tries.toString());
      }
      return Sample.of(
          Seen.at(50, silences),
          Seen.at(99, silences),
          Seen.at(100, silences),
          // Without a deploy none comes back; what a herd would be is that all come at once.
          bySecond.values().stream().mapToInt(count -> count).max().orElse(partners),
          tries.longest(),
          tries.atFirstTry());
    }

    private static Map<Long, Integer> bySecond(List<Long> times, long begun) {
      Map<Long, Integer> counts = new TreeMap<>();
      times.forEach(
          time -> counts.merge(TimeUnit.NANOSECONDS.toSeconds(time - begun), 1, Integer::sum));
      return counts;
    }

    @Override
    public void close() {
      audience.close();
    }
  }
}
