package io.orderwire.delivery.kafka.history;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.orderwire.delivery.history.Position;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts and tells what must not happen to a history. Safe for use by many threads. */
public final class HistoryAlarms {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryAlarms.class);

  private final Counter materialised;
  private final Counter duplicates;
  private final Counter conflicts;
  private final Counter unreadable;
  private final Counter gaps;

  /** Counts in this registry. */
  public HistoryAlarms(MeterRegistry registry) {
    materialised = registry.counter("orderwire.history.materialised");
    duplicates = registry.counter("orderwire.history.duplicates");
    conflicts = registry.counter("orderwire.history.conflicts");
    unreadable = registry.counter("orderwire.history.unreadable");
    gaps = registry.counter("orderwire.history.gaps");
  }

  void materialised() {
    materialised.increment();
  }

  /** A slot came again with the content that it has; what an aborted transaction leaves behind. */
  void duplicate() {
    duplicates.increment();
  }

  void conflict(String partnerId, Position position) {
    conflicts.increment();
    LOG.atError()
        .addKeyValue("partnerId", partnerId)
        .addKeyValue("epoch", position.epoch())
        .addKeyValue("sequence", position.sequence())
        .log(
            "INCIDENT: a history slot came again with other content. The first stays, and the"
                + " partner's history is frozen before it until a new epoch is begun");
  }

  void unreadable(String partnerId, Position position, Throwable why) {
    unreadable.increment();
    LOG.atError()
        .addKeyValue("partnerId", partnerId)
        .addKeyValue("epoch", position.epoch())
        .addKeyValue("sequence", position.sequence())
        .setCause(why)
        .log("INCIDENT: a history slot cannot be read; the partner's history is frozen before it");
  }

  void foreign(int partition, Throwable why) {
    unreadable.increment();
    LOG.atError()
        .addKeyValue("partition", partition)
        .setCause(why)
        .log("A record of the history topic is none of a history, and is passed over");
  }

  void gap(String partnerId, PartnerView view) {
    gaps.increment();
    LOG.atError()
        .addKeyValue("partnerId", partnerId)
        .addKeyValue("sequence", view.contiguous() + 1)
        .log(
            "INCIDENT: a history slot is missing below {}; the partner's history is frozen before"
                + " it",
            view.seen());
  }
}
