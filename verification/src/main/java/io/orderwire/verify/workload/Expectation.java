package io.orderwire.verify.workload;

/** What has to become of a send, if nothing goes wrong on the way. */
public enum Expectation {
  /** It is the first of its event, and gets the partner's next sequence. */
  APPENDED,
  /** It is an event that was sent before, and gets none. */
  DUPLICATE,
  /** Rejected: it has the event_id of an event that was sent before, and other content. */
  EVENT_ID_REUSED,
  /** Rejected: its bytes are no record. */
  UNDECODABLE,
  /** Rejected: a field breaks the rules. */
  INVALID,
  /** Rejected: its key is not the partner that it names. */
  KEY_MISMATCH;

  /** Whether it has to be rejected. */
  public boolean isRejected() {
    return switch (this) {
      case APPENDED, DUPLICATE -> false;
      case EVENT_ID_REUSED, UNDECODABLE, INVALID, KEY_MISMATCH -> true;
    };
  }
}
