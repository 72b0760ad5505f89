package io.orderwire.processor.history.topology;

/** The verdicts of all partitions. Used by many threads. */
@FunctionalInterface
public interface VerdictLog {

  /**
   * Reads a partition's verdicts to their present end.
   *
   * @param fromOffset the first input offset whose verdict can still matter
   */
  Verdicts open(int partition, long fromOffset);
}
