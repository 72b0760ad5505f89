package io.orderwire.delivery.webhook.dispatch;

/**
 * How an endpoint does.
 *
 * @param outcomes how many attempts ended within the window
 * @param errorRate which part of them failed, 0 to 1
 * @param degraded whether too many fail. It begins when half of at least ten attempts in the window
 *     failed, or five in a row; it ends when the last attempt succeeded and at most a quarter of
 *     the window failed
 * @param consecutiveFailures how many attempts failed since the last success
 * @param breaker the circuit breaker's state
 * @param concurrency how many requests may be in flight now
 * @param inFlight how many are
 */
public record Health(
    int outcomes,
    double errorRate,
    boolean degraded,
    int consecutiveFailures,
    Breaker breaker,
    int concurrency,
    int inFlight) {

  /** The states of the circuit breaker. */
  public enum Breaker {
    /** Requests flow. */
    CLOSED,
    /** One request at a time, at the pace of the retry schedule, until one succeeds. */
    OPEN,
    /** Requests flow again, with growing concurrency and rate. */
    HALF_OPEN
  }
}
