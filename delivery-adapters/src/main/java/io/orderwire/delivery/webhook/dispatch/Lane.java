package io.orderwire.delivery.webhook.dispatch;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The items that must go one after another, by sequence. Changed by {@link Lanes} only. */
final class Lane {
  static final Comparator<Lane> BY_SEQUENCE = Comparator.comparingLong(lane -> lane.headSequence);
  static final Comparator<Lane> BY_DUE_TIME =
      Comparator.<Lane, Instant>comparing(lane -> lane.dueAt).thenComparing(BY_SEQUENCE);

  final NavigableMap<Long, Item> items = new TreeMap<>();
  boolean inFlight;

  /** Where it stands in line; what is below changes only while it does not. */
  @Nullable NavigableSet<Lane> line;

  /** Whether its first item may be sent now. */
  boolean isReady;

  long headSequence;

  /** How many attempts of the first item have failed. */
  int attempts;

  Instant dueAt = Instant.MIN;

  Item head() {
    return items.firstEntry().getValue();
  }

  Collection<Item> inSequence() {
    return items.values();
  }
}
