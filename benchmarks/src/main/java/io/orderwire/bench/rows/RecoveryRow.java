package io.orderwire.bench.rows;

import io.orderwire.bench.suite.Metric;
import io.orderwire.bench.suite.Row;
import io.orderwire.bench.suite.Sample;
import io.orderwire.bench.system.Stage;
import io.orderwire.processes.LocalSystem;
import io.orderwire.processes.Part;
import io.orderwire.schemas.TopicCatalogue;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * How long it takes until all goes on after one process was killed: until it serves again, and how
 * long an event waits at most until it is acknowledged, until it is sent by a stream, and until it
 * can be polled. Beside it, the same with an orderly stop.
 *
 * <p>A process that is alone is started again at once. Where another one takes over, it is started
 * when that is done.
 */
public final class RecoveryRow implements Row {
  private final Stage stage;
  private final Victim victim;

  public RecoveryRow(Stage stage, Victim victim) {
    this.stage = stage;
    this.victim = victim;
  }

  /** What dies. */
  public enum Victim {
    BROKER("broker", false),
    REGISTRY("registry", false),
    INGEST("ingest", false),
    PROCESSOR("processor", false),
    PROCESSOR_OF_TWO("processor", true),
    ADAPTER("adapter", false),
    ADAPTER_OF_TWO("adapter", true);

    private final String part;
    private final boolean ofTwo;

    Victim(String part, boolean ofTwo) {
      this.part = part;
      this.ofTwo = ofTwo;
    }
  }

  @Override
  public String name() {
    return "recovery-" + victim.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public String title() {
    return "kill -9 of %s %s, against an orderly stop"
        .formatted(victim.ofTwo ? "one of two instances of the" : "the", victim.part);
  }

  @Override
  public boolean isLong() {
    return true;
  }

  @Override
  public List<Metric> metrics() {
    return List.of(
        Metric.told("serves", "s"),
        Metric.told("acknowledged", "s"),
        Metric.told("streamed", "s"),
        Metric.told("polled", "s"));
  }

  @Override
  public Contest open() throws IOException, InterruptedException {
    return new Deaths(stage, victim);
  }

  private static final class Deaths implements Contest {
    private static final int OF_EACH_PARTITION = 2;
    private static final int PER_SECOND = 240;
    private static final Duration OFTEN = Duration.ofMillis(50);
    private static final Duration AGAIN = Duration.ofMillis(100);
    private static final Duration CALM = Duration.ofSeconds(4);

    private final Victim victim;
    private final Part part;
    private final Audience audience;

    Deaths(Stage stage, Victim victim) throws IOException, InterruptedException {
      this.victim = victim;
      LocalSystem system = Several.system(stage, 2);
      part = Objects.requireNonNull(system.parts().get(victim.part));
      List<URI> instances = new ArrayList<>(system.partnersUrls());
      if (!victim.ofTwo) {
        system.processors().getLast().close();
        system.adapters().getLast().close();
        instances.removeLast();
      }
      audience =
          new Audience(
              system,
              Several.partners(stage.newName("recovery"), OF_EACH_PARTITION),
              new Rotation(instances),
              OF_EACH_PARTITION * TopicCatalogue.PARTITIONS,
              OFTEN,
              _ -> AGAIN);
    }

    @Override
    public Sample ours() throws IOException, InterruptedException {
      return measure(part::kill);
    }

    @Override
    public Sample baseline() throws IOException, InterruptedException {
      return measure(part::close);
    }

    private Sample measure(Runnable ending) throws IOException, InterruptedException {
      Round round =
          victim == Victim.INGEST
              ? audience.publishByHttp(PER_SECOND)
              : audience.publish(PER_SECOND);
      round.awaitGoingOn();
      rest();
      long ended = System.nanoTime();
      ending.run();
      if (victim.ofTwo) {
        round.awaitGoingOn();
      }
      long begun = victim.ofTwo ? System.nanoTime() : ended;
      part.begin();
      part.awaitReady();
      long served = System.nanoTime();
      round.awaitGoingOn();
      long over = System.nanoTime();
      rest();
      int events = audience.end(round);
      Schedule schedule = round.schedule();
      return Sample.of(
          (served - begun) / 1e9,
          round.acknowledged().longestWait(schedule, events, ended, over),
          round.streamed().longestWait(schedule, events, ended, over),
          round.polled().longestWait(schedule, events, ended, over));
    }

    private static void rest() throws InterruptedException {
      TimeUnit.NANOSECONDS.sleep(CALM.toNanos());
    }

    @Override
    public void close() {
      // The next row that needs the services starts them.
      audience.close();
    }
  }
}
