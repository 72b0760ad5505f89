package io.orderwire.delivery.webhook;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether an endpoint gets requests. Times are in whole milliseconds, as they are stored, so that
 * what is read back equals what was written.
 *
 * @param state the state
 * @param reason why it is suspended; empty otherwise
 * @param since when the state began
 * @param degradedSince since when too many of its requests fail; empty where they do not
 */
public record Status(
    State state, Optional<Reason> reason, Instant since, Optional<Instant> degradedSince) {

  /** Cuts the times to milliseconds. */
  public Status {
    since = since.truncatedTo(ChronoUnit.MILLIS);
    degradedSince = degradedSince.map(time -> time.truncatedTo(ChronoUnit.MILLIS));
  }

  /** A state that begins now. */
  public static Status of(State state, Instant now) {
    return new Status(state, Optional.empty(), now, Optional.empty());
  }

  /** A suspension that begins now. */
  public static Status suspended(Reason reason, Instant now) {
    return new Status(State.SUSPENDED, Optional.of(reason), now, Optional.empty());
  }

  /** The states of an endpoint. */
  public enum State {
    /** The handshake is not done; no item is sent. */
    PENDING,
    /** Items are sent. */
    ACTIVE,
    /** The partner has paused it; the cursor stands still. */
    PAUSED,
    /** It failed for good; the cursor stands still until the partner resumes it. */
    SUSPENDED;

    /** The name in JSON. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Why an endpoint is suspended. */
  public enum Reason {
    /** The retry schedule is exhausted. */
    EXHAUSTED,
    /** The endpoint answered 410. */
    GONE,
    /** Its cursor names what is not kept any more. */
    HISTORY_EXPIRED,
    /** The handshake failed for good. */
    VERIFICATION_FAILED;

    /** The name in JSON. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
