package io.orderwire.processor.app;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.orderwire.processor.history.RejectionReason;
import io.orderwire.processor.history.topology.Tally;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Counts as metrics; knows which partitions wait. */
final class MeteredTally implements Tally {
  private final Counter appended;
  private final Counter duplicates;
  private final Counter commands;
  private final Counter skipped;
  private final Map<RejectionReason, Counter> rejected = new EnumMap<>(RejectionReason.class);
  private final Set<Integer> waiting = ConcurrentHashMap.newKeySet();

  MeteredTally(MeterRegistry meters) {
    appended = meters.counter("orderwire.processor.accepted");
    duplicates = meters.counter("orderwire.processor.duplicates");
    commands = meters.counter("orderwire.processor.commands");
    skipped = meters.counter("orderwire.processor.skipped");
    for (RejectionReason reason : RejectionReason.values()) {
      rejected.put(reason, meters.counter("orderwire.processor.rejected", "reason", reason.code()));
    }
    Gauge.builder("orderwire.processor.partitions.waiting", waiting, Set::size)
        .description("Input partitions that wait for the schema registry")
        .register(meters);
  }

  boolean isWaiting() {
    return !waiting.isEmpty();
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
    commands.increment();
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

  @Override
  public void waits(int partition) {
    waiting.add(partition);
  }

  @Override
  public void goesOn(int partition) {
    if (!waiting.isEmpty()) {
      waiting.remove(partition);
    }
  }
}
