package io.orderwire.verify.record;

/** A request and its answer, in which items came. */
public sealed interface Exchange permits Exchange.Read, Delivery {

  /** When the answer, or the request to a webhook endpoint, came; in nanoseconds. */
  long at();

  /** The instance that answered or sent, or "" if that is not known. */
  String instance();

  /** A partner's request to read. */
  sealed interface Read extends Exchange permits Poll, StreamConnection {

    /** From where it asked to read. */
    Boundary boundary();

    /** The HTTP status, 0 if no whole answer came. */
    int status();

    /** The problem's code, or "". */
    String code();
  }
}
