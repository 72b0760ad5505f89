package io.orderwire.verify.record;

/** How handing over an event ended. */
public enum Outcome {
  /**
   * Nobody knows whether it was stored: there was no answer yet, or none in time, or the producer's
   * process was killed. It may be in the history, and may arrive there late.
   */
  UNKNOWN,
  /** It was answered that it is stored, so it has to be in the history. */
  ACKNOWLEDGED,
  /** It is poison, and must not be in the history whatever was answered. */
  MUST_BE_REJECTED
}
