package io.orderwire.delivery.sse;

import java.time.Duration;

/**
 * How streams behave.
 *
 * @param heartbeat after how long without a byte a comment is sent
 * @param maxAge how old a connection may become, before jitter of up to a tenth
 * @param retry how long clients are told to wait before they connect again, before jitter of up to
 *     the same
 * @param recheck how often it is asked whether the caller is still let in
 * @param connectionsPerPartner how many connections a partner may have
 */
public record StreamSettings(
    Duration heartbeat,
    Duration maxAge,
    Duration retry,
    Duration recheck,
    int connectionsPerPartner) {
  /** Checks the bounds. */
  public StreamSettings {
    if (!heartbeat.isPositive() || !maxAge.isPositive() || !retry.isPositive()) {
      throw new IllegalArgumentException("heartbeat, max age and retry must be positive");
    }
    if (!recheck.isPositive() || connectionsPerPartner < 1) {
      throw new IllegalArgumentException("recheck and connections must be positive");
    }
  }
}
