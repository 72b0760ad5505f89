package io.orderwire.processor.app;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.orderwire.processor.history.RejectionReason;
import io.orderwire.processor.history.topology.Tally;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The processor's counts as metrics. */
final class MeteredTally implements Tally {
  private static final String RECORDS = "orderwire.sequencer.records";

  private final Set<Integer> waiting = ConcurrentHashMap.newKeySet();
  private final Counter appended;
  private final Counter duplicates;
  private final Counter applied;
  private final Counter skipped;
  private final Map<RejectionReason, Counter> rejected;

  MeteredTally(MeterRegistry meters) {
    appended = counter(meters, "appended", "");
    duplicates = counter(meters, "duplicate", "");
    applied = counter(meters, "applied", "");
    skipped = counter(meters, "skipped", "");
    rejected =
        Arrays.stream(RejectionReason.values())
            .collect(
                Collectors.toUnmodifiableMap(
                    Function.identity(), reason -> counter(meters, "rejected", reason.code())));
    Gauge.builder("orderwire.sequencer.waiting.partitions", waiting, Set::size)
        .description("Partitions that wait for the schema registry")
        .register(meters);
  }

  @Override
  public void appended() {
    appended.increment();
  }

  @Override
  public void duplicate() {
    duplicates.increment();
  }

  @Override
  public void applied() {
    applied.increment();
  }

  @Override
  public void rejected(RejectionReason reason) {
    Counter counter = rejected.get(reason);
    if (counter != null) {
      counter.increment();
    }
  }

  @Override
  public void skipped() {
    skipped.increment();
  }

  /** The partitions that wait for the schema registry now. */
  Set<Integer> waiting() {
    return Set.copyOf(waiting);
  }

  @Override
  public void waits(int partition) {
    waiting.add(partition);
  }

  @Override
  public void goesOn(int partition) {
    waiting.remove(partition);
  }

  private static Counter counter(MeterRegistry meters, String outcome, String reason) {
    return Counter.builder(RECORDS)
        .description("Records of the input by outcome, attempts that were aborted included")
        .tag("outcome", outcome)
        .tag("reason", reason)
        .register(meters);
  }
}
