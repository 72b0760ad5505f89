package io.orderwire.verify.record;

/**
 * Something was broken on purpose.
 *
 * @param kind what was done, for instance {@code kill}
 * @param target to what, for instance {@code processor-1}
 * @param from when it began, in nanoseconds
 * @param until when it was over, in nanoseconds, or {@link #OPEN}
 */
public record Fault(String kind, String target, long from, long until) {
  /** The end of a fault that is not over. */
  public static final long OPEN = Long.MAX_VALUE;

  /** How far away a time is, in nanoseconds; 0 while the fault lasts. */
  public long distance(long at) {
    if (at < from) {
      return from - at;
    }
    return at > until ? at - until : 0;
  }
}
