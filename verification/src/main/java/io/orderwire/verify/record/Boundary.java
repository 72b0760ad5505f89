package io.orderwire.verify.record;

/**
 * From where a request asked to read.
 *
 * @param kind which parameter or header said so
 * @param cursor the {@link Fingerprint} of the cursor, {@link Fingerprint#NONE} without one
 */
public record Boundary(Kind kind, long cursor) {
  /** The request's parameter or header. */
  public enum Kind {
    /** None, or a time. */
    NONE,
    /** {@code newer_than}, or {@code Last-Event-ID}. */
    NEWER_THAN,
    /** {@code older_than}. */
    OLDER_THAN
  }

  /** No cursor. */
  public static final Boundary NOTHING = new Boundary(Kind.NONE, Fingerprint.NONE);

  /** Behind the item of a cursor, towards newer ones. */
  public static Boundary newerThan(String cursor) {
    return new Boundary(Kind.NEWER_THAN, Fingerprint.of(cursor));
  }

  /** Before the item of a cursor, towards older ones. */
  public static Boundary olderThan(String cursor) {
    return new Boundary(Kind.OLDER_THAN, Fingerprint.of(cursor));
  }
}
