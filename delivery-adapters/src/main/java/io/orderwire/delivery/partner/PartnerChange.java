package io.orderwire.delivery.partner;

import io.orderwire.delivery.audit.Author;
import java.util.Locale;

/**
 * Why a partner is stored: what the record of changes says beside what is stored.
 *
 * @param kind what is done
 * @param author who asked for it
 */
public record PartnerChange(Kind kind, Author author) {
  /** What is done to a partner. */
  public enum Kind {
    /** It is registered, with its first key. */
    REGISTERED,
    /** It gets a new key, and the others run out. */
    KEY_ROTATED,
    /** A key is refused from now on. */
    KEY_REVOKED,
    /** It is refused. */
    SUSPENDED,
    /** It is let in again. */
    RESUMED,
    /** It is gone. */
    REMOVED;

    /** The name in the record of changes. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
