package io.orderwire.bench.rows;

import io.orderwire.bench.suite.Metric;
import io.orderwire.bench.suite.Row;
import io.orderwire.bench.suite.Sample;
import io.orderwire.bench.system.Stage;
import io.orderwire.processes.LocalSystem;
import io.orderwire.processes.Service;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How long an event waits at most for its place in the history while a second processor leaves,
 * joins, and dies. Beside it, the same with the other group protocol of Kafka Streams, in a second
 * system whose broker allows it sessions that are as short.
 */
public final class RebalanceRow implements Row {
  private final Stage stage;

  public RebalanceRow(Stage stage) {
    this.stage = stage;
  }

  @Override
  public String name() {
    return "rebalance";
  }

  @Override
  public String title() {
    return "a second processor leaves, joins and dies, against group.protocol=streams";
  }

  @Override
  public boolean isLong() {
    return true;
  }

  @Override
  public List<Metric> metrics() {
    return List.of(
        Metric.told("calm", "s"),
        Metric.told("leaves", "s"),
        Metric.told("joins", "s"),
        Metric.told("dies", "s"));
  }

  @Override
  public Contest open() throws IOException, InterruptedException {
    return new Protocols(stage);
  }

  private static final class Protocols implements Contest {
    private static final LocalSystem.Settings STREAMS =
        new LocalSystem.Settings(
            Map.of(
                "group.streams.min.session.timeout.ms", "6000",
                "group.streams.session.timeout.ms", "6000",
                "group.streams.min.heartbeat.interval.ms", "1000",
                "group.streams.heartbeat.interval.ms", "2000"),
            List.of("--orderwire.kafka.properties.group.protocol=streams"),
            List.of());

    private final Group classic;
    private final Group streams;

    Protocols(Stage stage) throws IOException {
      classic = new Group(stage, "rebalance-classic", LocalSystem.Settings.USUAL);
      streams = new Group(stage, "rebalance-streams", STREAMS);
    }

    @Override
    public Sample ours() throws IOException, InterruptedException {
      return classic.measure();
    }

    @Override
    public Sample baseline() throws IOException, InterruptedException {
      return streams.measure();
    }

    @Override
    public void close() {
      classic.close();
      streams.close();
    }
  }

  /** A system with two processors. */
  private static final class Group {
    private static final int OF_EACH_PARTITION = 2;
    private static final Duration CALM = Duration.ofSeconds(5);

    private final Stage stage;
    private final String name;
    private final LocalSystem system;
    private final Service second;
    private final Feed feed;
    private final int perSecond;
    private long published;

    Group(Stage stage, String name, LocalSystem.Settings settings) {
      this.stage = stage;
      this.name = name;
      system = stage.system(name, new LocalSystem.Instances(1, 2, 1), settings);
      // It takes no part, and would take processors.
      system.adapter().close();
      second = system.processors().getLast();
      feed = new Feed(system, Duration.ZERO);
      perSecond = stage.size(960, 240);
    }

    Sample measure() throws IOException, InterruptedException {
      List<String> partners = Several.partners(stage.newName("rebalance"), OF_EACH_PARTITION);
      int count = partners.size();
      int most = (int) (perSecond * Duration.ofMinutes(5).toSeconds() / count) * count;
      try (HistoryWatch history =
          new HistoryWatch(system.bootstrapServers(), published, count, most)) {
        Traffic traffic =
            new Traffic(
                perSecond,
                published,
                count,
                most,
                number ->
                    feed.publisher()
                        .publish(
                            Feed.event(
                                partners.get((int) (number % count)), Numbers.order(number))));
        // Of events of partners that nobody knew there are headers, too.
        rest();
        long calm = System.nanoTime();
        rest();
        long leaves = System.nanoTime();
        second.close();
        rest();
        long joins = System.nanoTime();
        second.begin();
        second.awaitReady();
        rest();
        // What comes just before the death may wait for what follows it.
        long hasJoined = System.nanoTime();
        rest();
        long dies = System.nanoTime();
        second.kill();
        rest();
        rest();
        long over = System.nanoTime();
        second.begin();
        second.awaitReady();
        rest();
        int events = traffic.end();
        published += events;
        Wait.until("sequenced events", events, history::count);
        history.requireAll(events);
        return Sample.of(
            history.longestWait(traffic.schedule(), events, calm, leaves),
            history.longestWait(traffic.schedule(), events, leaves, joins),
            history.longestWait(traffic.schedule(), events, joins, hasJoined),
            history.longestWait(traffic.schedule(), events, dies, over));
      }
    }

    private static void rest() throws InterruptedException {
      TimeUnit.NANOSECONDS.sleep(CALM.toNanos());
    }

    private void close() {
      feed.close();
      stage.stop(name);
    }
  }
}
