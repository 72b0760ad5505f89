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
    materialised = counter(registry, "materialised", "Items and erasures that were stored");
    duplicates =
        counter(registry, "duplicates", "Slots that came again unchanged, as after an abort");
    conflicts =
        counter(registry, "conflicts", "Incident: slots that came again with other content");
    unreadable = counter(registry, "unreadable", "Incident: records that could not be understood");
    gaps = counter(registry, "gaps", "Incident: slots that are missing below one that is there");
  }

  private static Counter counter(MeterRegistry registry, String name, String description) {
    return Counter.builder("orderwire.history." + name).description(description).register(registry);
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
