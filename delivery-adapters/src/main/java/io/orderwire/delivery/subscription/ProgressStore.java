package io.orderwire.delivery.subscription;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The stored progress of subscriptions that one instance at a time drives. Safe for use by many
 * threads; every method but {@link #storeLater} blocks until the broker has answered, or for the
 * writer's patience.
 */
public interface ProgressStore {
  /**
   * What is stored, after every predecessor of this instance was fenced: nobody else can change it
   * from then on, unless this instance loses the partition.
   */
  Loaded load(String partnerId, String subscriptionId) throws InterruptedException;

  /**
   * Replaces what is stored, if that is still {@code before}: whoever lost the partition and got it
   * back without noticing cannot undo what another instance did meanwhile. After anything but
   * {@link Written.Stored} it must be loaded again.
   *
   * @param before what was loaded, or stored last; empty for nothing
   */
  Written store(
      String partnerId, String subscriptionId, Optional<Progress> before, Progress progress)
      throws InterruptedException;

  /**
   * As {@link #store}, without waiting.
   *
   * @param urgent whether something depends on it; if not, it may be put off a little under load
   * @param stored is told once how it went, within the writer's patience, in this thread or
   *     another; it must not block
   */
  void storeLater(
      String partnerId,
      String subscriptionId,
      Optional<Progress> before,
      Progress progress,
      boolean urgent,
      Consumer<Written> stored);

  /** Removes what is stored. */
  Written remove(String partnerId, String subscriptionId) throws InterruptedException;

  /** What was found. */
  sealed interface Loaded {
    /**
     * What is stored.
     *
     * @param progress empty where nothing is stored
     * @param storedAt when it was stored, by the clock of the instance that did; any time where
     *     nothing is stored
     */
    record Found(Optional<Progress> progress, Instant storedAt) implements Loaded {}

    /** This instance does not own the partner's partition. */
    record NotOwner() implements Loaded {}

    /** The broker did not answer in time. */
    record Unavailable() implements Loaded {}
  }

  /** How a write went. */
  sealed interface Written {
    /** Stored, and known to all later calls. */
    record Stored() implements Written {}

    /** Another progress was stored meanwhile; nothing was written. */
    record Outdated() implements Written {}

    /** This instance does not own the partner's partition; nothing was written. */
    record NotOwner() implements Written {}

    /** The broker did not answer in time; the write may still have happened. */
    record Unavailable() implements Written {}
  }
}
