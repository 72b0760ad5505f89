package io.orderwire.processor.history;

import java.util.Locale;

/** Why a record of the input cannot be sequenced. */
public enum RejectionReason {
  /** Its value is null, or its bytes are not what its schema says. */
  UNDECODABLE,
  /** The registry did not know its schema id, after a bounded wait. */
  UNKNOWN_SCHEMA,
  /** A field of the event or the command breaks the rules; the field is named. */
  INVALID,
  /** Its key is null or is not its partner_id. */
  KEY_MISMATCH,
  /** It stands in another partition than its partner_id hashes to. */
  WRONG_PARTITION,
  /** Its value is larger than an event may be. */
  TOO_LARGE,
  /** The partner had the id before, within the window, with other content. */
  EVENT_ID_REUSED;

  /** The name on the wire, for instance {@code wrong_partition}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
