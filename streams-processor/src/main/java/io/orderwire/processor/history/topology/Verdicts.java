package io.orderwire.processor.history.topology;

/**
 * The verdicts on one input partition. Used by one thread; throws what Kafka throws where a verdict
 * cannot be read or written.
 */
public interface Verdicts {

  /** Whether it was decided that this record's schema is unknown. */
  boolean isUnknown(long offset);

  /** Takes note of verdicts that were written since. */
  void refresh();

  /** Writes down that this record's schema is unknown; durable after {@link #settle}. */
  void writeUnknown(long offset, int schemaId);

  /** Returns once all that was written down is durable. */
  void settle();
}
