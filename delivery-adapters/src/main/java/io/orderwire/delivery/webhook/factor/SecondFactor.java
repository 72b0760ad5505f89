package io.orderwire.delivery.webhook.factor;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A partner's second factor as stored.
 *
 * @param sealed its secret, encrypted with the operator's key; not copied
 * @param lastStep the time step of the last code that was taken; 0 for none
 * @param failures wrong codes since the last right one
 * @param lockedUntil until when no code is looked at
 * @param version 1 when created, and one more with each change
 * @param createdAt when its secret was made
 */
public record SecondFactor(
    String partnerId,
    byte[] sealed,
    State state,
    long lastStep,
    int failures,
    Optional<Instant> lockedUntil,
    long version,
    Instant createdAt,
    Instant updatedAt) {
  /** So many wrong codes in a row lock it, and so many more lock it again, for twice as long. */
  public static final int MOST_FAILURES = 5;

  /** How long it is locked first. */
  public static final Duration LOCK = Duration.ofMinutes(5);

  /** How long it is locked at most. */
  public static final Duration LONGEST_LOCK = Duration.ofDays(1);

  private static final int MOST_DOUBLINGS = 10;

  /** How far it has come. */
  public enum State {
    /** Made, but no code has shown that its owner has the secret: it guards nothing yet. */
    PENDING("pending"),
    /** Codes are asked for. */
    ACTIVE("active");

    private final String wireName;

    State(String wireName) {
      this.wireName = wireName;
    }

    /** As it is written in records and answers. */
    public String wireName() {
      return wireName;
    }
  }

  /** A new one. */
  public static SecondFactor of(String partnerId, byte[] sealed, State state, Instant now) {
    return new SecondFactor(partnerId, sealed, state, 0, 0, Optional.empty(), 1, now, now);
  }

  /** Whether codes are asked for. */
  public boolean isActive() {
    return state == State.ACTIVE;
  }

  /**
   * What becomes of it with a code. A right one counts once, makes it active, and forgets wrong
   * ones; a wrong one is one that was never right, is too old, or was taken before.
   *
   * @param secret what {@code sealed} holds
   */
  public Use use(byte[] secret, String code, Instant now) {
    if (lockedUntil.filter(now::isBefore).isPresent()) {
      return new Use.Locked(lockedUntil.get());
    }
    OptionalLong step = Totp.matching(secret, code, now, lastStep);
    if (step.isPresent()) {
      return new Use.Taken(next(State.ACTIVE, step.getAsLong(), 0, Optional.empty(), now));
    }
    int failed = Math.min(failures, Integer.MAX_VALUE - 1) + 1;
    return new Use.Wrong(next(state, lastStep, failed, lock(failed).map(now::plus), now));
  }

  /** How long so many wrong codes in a row lock it, so that guesses get rarer and rarer. */
  private static Optional<Duration> lock(int failed) {
    if (failed % MOST_FAILURES != 0) {
      return Optional.empty();
    }
    int doublings = Math.min(failed / MOST_FAILURES - 1, MOST_DOUBLINGS);
    Duration lock = LOCK.multipliedBy(1L << doublings);
    return Optional.of(lock.compareTo(LONGEST_LOCK) < 0 ? lock : LONGEST_LOCK);
  }

  private SecondFactor next(
      State to, long step, int failed, Optional<Instant> locked, Instant now) {
    return new SecondFactor(
        partnerId, sealed, to, step, failed, locked, version + 1, createdAt, now);
  }

  /** Leaves the secret out. */
  @Override
  public String toString() {
    return "SecondFactor[" + partnerId + ", " + state + ", version " + version + "]";
  }

  /** What a code did. */
  public sealed interface Use {
    /** It was right; the factor is to be stored so before anything is done for it. */
    record Taken(SecondFactor next) implements Use {}

    /** It was wrong; the factor is to be stored so, and may be locked now. */
    record Wrong(SecondFactor next) implements Use {}

    /** It was not looked at. */
    record Locked(Instant until) implements Use {}
  }
}
