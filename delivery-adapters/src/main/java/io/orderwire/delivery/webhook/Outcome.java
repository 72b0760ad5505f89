package io.orderwire.delivery.webhook;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** How a request ended. */
public sealed interface Outcome {
  /** A 2xx answer. */
  record Delivered(int status) implements Outcome {}

  /**
   * Any other answer; a redirect is one of them and is not followed.
   *
   * @param retryAfter what {@code Retry-After} asks for, from now; empty without it
   */
  record Refused(int status, Optional<Duration> retryAfter) implements Outcome {}

  /** No answer. */
  record Unreachable(Cause cause) implements Outcome {}

  /** No complete answer in time. */
  record TimedOut() implements Outcome {}

  /** Whether the endpoint has taken what was sent. */
  default boolean isSuccess() {
    return this instanceof Delivered;
  }

  /** Whether the endpoint has answered, whatever it was. */
  default boolean isAnswer() {
    return switch (this) {
      case Delivered delivered -> true;
      case Refused refused -> true;
      case Unreachable unreachable -> false;
      case TimedOut timedOut -> false;
    };
  }

  /** The name in JSON and in filters: delivered, refused, unreachable, timed_out. */
  default String wireName() {
    return switch (this) {
      case Delivered delivered -> "delivered";
      case Refused refused -> "refused";
      case Unreachable unreachable -> "unreachable";
      case TimedOut timedOut -> "timed_out";
    };
  }

  /** Why there is no answer. */
  enum Cause {
    /** The name does not resolve. */
    DNS,
    /** The address is none that may be connected to. */
    ADDRESS_NOT_ALLOWED,
    /** The connection was refused, or its network cannot be reached. */
    CONNECT,
    /** TLS failed: certificate, name or protocol. */
    TLS,
    /** The connection ended before the answer did. */
    CONNECTION_LOST,
    /** What came is no HTTP answer. */
    PROTOCOL,
    /** The egress proxy gave no connection: it is out of reach, or refused. */
    PROXY;

    /** The name in JSON. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
