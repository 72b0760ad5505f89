package io.orderwire.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Runs the whole sending path against a simulated producer and broker, with failures of every kind
 * at random moments, and a caller who resumes and publishes again from the first failure on.
 */
class OrderSimulationTest {

  private static final int PARTITIONS = 2;
  private static final int PARTNERS = 5;
  private static final int EVENTS = 30;

  private static final class Run {
    final Random random;
    final SimulatedBroker broker = new SimulatedBroker();
    final List<Runnable> late = new ArrayList<>();
    final List<SimulatedProducer> producers = new ArrayList<>();
    final Lines lines = new Lines();
    final Budget budget = new Budget(1 << 20);
    long now;
    final Ledger ledger = new Ledger(() -> now, budget);
    final Outbox outbox;
    final List<Caller> callers = new ArrayList<>();

    Run(long seed) {
      random = new Random(seed);
      outbox =
          new Outbox(
              () -> {
                producers.add(new SimulatedProducer(random, broker, late));
                return producers.get(producers.size() - 1);
              },
              "t",
              Duration.ofSeconds(5),
              ledger,
              () -> now,
              () -> {});
      for (int p = 0; p < PARTNERS; p++) {
        callers.add(new Caller(this, p));
      }
    }

    void step(boolean calm) {
      now += Duration.ofMillis(random.nextInt(20)).toNanos();
      switch (random.nextInt(4)) {
        case 0 -> callers.get(random.nextInt(PARTNERS)).act();
        case 1 -> outbox.advance();
        default -> {
          if (!producers.isEmpty()) {
            producers.get(producers.size() - 1).step(random.nextInt(PARTITIONS), calm);
          }
        }
      }
      if (!late.isEmpty() && random.nextInt(10) == 0) {
        late.remove(random.nextInt(late.size())).run();
      }
    }

    boolean isDone() {
      return callers.stream().allMatch(Caller::isDone);
    }
  }

  /** Publishes events 0, 1, 2, … of one partner, and goes back to the first that failed. */
  private static final class Caller {
    final Run run;
    final int partner;
    final List<CompletableFuture<Published>> futures = new ArrayList<>();

    Caller(Run run, int partner) {
      this.run = run;
      this.partner = partner;
    }

    void act() {
      int failed = firstFailed();
      boolean patient = run.random.nextBoolean();
      if (failed >= 0 && (!patient || futures.stream().allMatch(CompletableFuture::isDone))) {
        run.lines.resume(name());
        futures.subList(failed, futures.size()).clear();
      } else if (failed < 0 && futures.size() < EVENTS) {
        byte[] key = name().getBytes(StandardCharsets.UTF_8);
        byte[] value = (name() + ":" + futures.size()).getBytes(StandardCharsets.UTF_8);
        try {
          assertThat(run.budget.acquire(key.length + value.length, Duration.ZERO)).isTrue();
        } catch (InterruptedException impossible) {
          throw new AssertionError(impossible);
        }
        futures.add(run.outbox.handOver(run.lines, name(), partner % PARTITIONS, key, value));
      }
    }

    /** Looks at the futures only now and then, as a caller does, so that events go on behind. */
    int firstFailed() {
      if (futures.size() < EVENTS && run.random.nextInt(3) > 0) {
        return -1;
      }
      return IntStream.range(0, futures.size())
          .filter(i -> futures.get(i).isCompletedExceptionally())
          .findFirst()
          .orElse(-1);
    }

    boolean isDone() {
      return futures.size() == EVENTS
          && futures.stream().allMatch(f -> f.isDone() && !f.isCompletedExceptionally());
    }

    String name() {
      return "p" + partner;
    }

    List<Integer> inLog() {
      return run.broker.log(partner % PARTITIONS).stream()
          .filter(value -> value.startsWith(name() + ":"))
          .map(value -> Integer.valueOf(value.substring(value.indexOf(':') + 1)))
          .toList();
    }
  }

  @Property(tries = 500)
  void keeps_each_partners_order_through_every_kind_of_failure(@ForAll long seed) {
    Run run = new Run(seed);
    for (int i = 0; i < 1500; i++) {
      run.step(false);
    }
    for (int i = 0; i < 200_000 && !run.isDone(); i++) {
      run.step(true);
    }
    Collections.shuffle(run.late, run.random);
    run.late.forEach(Runnable::run);

    assertThat(run.isDone()).as("every event published in the end").isTrue();
    assertThat(run.ledger.stats().inFlight()).isZero();
    assertThat(run.budget.used()).isZero();
    assertThat(run.lines.size()).isZero();
    for (Caller caller : run.callers) {
      List<Integer> log = caller.inLog();
      int seen = -1;
      for (int event : log) {
        assertThat(event)
            .as("no event before its predecessor in %s of seed %s", log, seed)
            .isLessThanOrEqualTo(seen + 1);
        seen = Math.max(seen, event);
      }
      assertThat(log.stream().distinct().toList())
          .as("all of them, first records in order")
          .isEqualTo(IntStream.range(0, EVENTS).boxed().toList());
    }
  }
}
