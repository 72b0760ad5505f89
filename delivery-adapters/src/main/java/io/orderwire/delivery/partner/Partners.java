package io.orderwire.delivery.partner;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** All partners, known on every instance. Safe for use by many threads; reads never block. */
public interface Partners {
  /**
   * Whether all partners are known, as they were when this instance started or later. Before that,
   * what is found may be missing or out of date: nobody may be let in, or refused for good, by it.
   */
  boolean isComplete();

  /** The partner of this id. */
  Optional<Partner> find(String partnerId);

  /**
   * The partner that has a key with this hash, whether expired or not.
   *
   * @param sha256 SHA-256 of the presented key
   */
  Optional<Partner> findByKeyHash(byte[] sha256);

  /** Whether there was a partner of this id that was removed. Its id is not given again. */
  boolean wasRemoved(String partnerId);

  /** All partners by id, ascending. */
  List<Partner> all();

  /**
   * Stores a partner, replacing the stored one, after an entry of it in the record of changes.
   * Blocks until this instance has read the write back.
   *
   * @param change why; the entry may be there without the change where this throws
   * @throws PartnersUnavailableException if the broker did not take the write in time
   */
  void save(Partner partner, PartnerChange change) throws InterruptedException;

  /**
   * Removes a partner, or one that was removed once more: what stays is its id, and the time. The
   * entry in the record of changes does not say what it was. Blocks as {@link #save}.
   */
  void remove(String partnerId, Instant at, PartnerChange change) throws InterruptedException;

  /**
   * Partners can't be changed now: the broker did not take a write in time, and the write may still
   * happen; or not all are known yet.
   */
  final class PartnersUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Before all partners are known; nothing was written. */
    PartnersUnavailableException() {
      super("not all partners are known yet");
    }

    /** For the partner of this id. */
    public PartnersUnavailableException(String partnerId, Throwable cause) {
      super("partner " + partnerId + " could not be stored: the broker did not answer", cause);
    }
  }
}
