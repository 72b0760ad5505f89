package io.orderwire.delivery.webhook;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * All endpoints, known on every instance; the owner of a partner's partition writes them. Safe for
 * use by many threads; reads never block.
 */
public interface Endpoints {
  /** Whether all endpoints are known, as they were when this instance started or later. */
  boolean isComplete();

  /** A partner's, oldest first. */
  List<Endpoint> of(String partnerId);

  /** All. */
  List<Endpoint> all();

  /** One. */
  default Optional<Endpoint> find(String partnerId, String endpointId) {
    return of(partnerId).stream().filter(one -> one.id().equals(endpointId)).findFirst();
  }

  /**
   * Stores an endpoint if the stored one has the version before its own; version 1 is stored if
   * there is none, and the partner has fewer than {@link Endpoint#MOST_OF_A_PARTNER}. Blocks until
   * this instance has read the write back.
   *
   * @param cause is recorded with what is stored
   */
  Written save(Endpoint endpoint, Cause cause) throws InterruptedException;

  /** Removes an endpoint if the stored one has its version. Blocks likewise. */
  Written remove(Endpoint endpoint, Cause cause) throws InterruptedException;

  /**
   * Whether the stored one still has an endpoint's version once all changes are decided that were
   * asked for before: stored, or outdated. Blocks until they are.
   */
  Written confirm(Endpoint endpoint) throws InterruptedException;

  /**
   * Tells of every change from now on: the partner's id and the endpoint's. Called in the reader's
   * thread, so it must be quick.
   */
  void onChange(BiConsumer<String, String> listener);

  /** How a write went. */
  sealed interface Written {
    /** Stored, or removed. */
    record Stored() implements Written {}

    /** Another version is stored than was expected, or none. */
    record Outdated() implements Written {}

    /** The partner has as many endpoints as it may. */
    record TooMany() implements Written {}

    /** This instance does not own the partner's partition. */
    record NotOwner() implements Written {}

    /** The broker did not answer in time; the write may still have happened. */
    record Unavailable() implements Written {}
  }
}
