package io.orderwire.delivery.webhook.payload;

import java.time.Instant;

/**
 * The bodies of messages that are no items and have no place in the order. They have the form of
 * Standard Webhooks, {@code application/json}, whatever the endpoint's format; their {@code
 * timestamp} is when they were made. Pure.
 */
public final class Messages {
  private static final int SIZE = 256;

  private Messages() {}

  /**
   * {@code endpoint.verification}: asks a new endpoint to answer with the challenge.
   *
   * @param endpointId the endpoint that is asked
   */
  public static byte[] verification(String endpointId, String challenge, Instant now) {
    Json data = data(endpointId).text("challenge", challenge);
    return message("endpoint.verification", now, data);
  }

  /** {@code endpoint.test}: what a partner has asked to be sent. */
  public static byte[] test(String endpointId, Instant now) {
    return message("endpoint.test", now, data(endpointId));
  }

  /**
   * {@code endpoint.changed}: tells the partner's other endpoints of a change.
   *
   * @param endpointId the endpoint that was changed
   * @param change what was done, by its name in JSON
   */
  public static byte[] changed(String endpointId, String change, Instant now) {
    return message("endpoint.changed", now, data(endpointId).text("change", change));
  }

  /**
   * {@code endpoint.degraded}: tells the partner's other endpoints that too many requests fail.
   *
   * @param endpointId the endpoint whose requests fail
   */
  public static byte[] degraded(String endpointId, Instant now) {
    return message("endpoint.degraded", now, data(endpointId));
  }

  /**
   * {@code endpoint.suspended}: tells the partner's other endpoints that one gets nothing any more.
   *
   * @param endpointId the endpoint that is suspended
   * @param reason why, by its name in JSON
   */
  public static byte[] suspended(String endpointId, String reason, Instant now) {
    return message("endpoint.suspended", now, data(endpointId).text("reason", reason));
  }

  private static Json data(String endpointId) {
    return new Json(SIZE).text("endpoint_id", endpointId);
  }

  private static byte[] message(String type, Instant now, Json data) {
    return new Json(SIZE)
        .text("type", type)
        .text("timestamp", PlainForm.time(now))
        .raw("data", data.end())
        .end();
  }
}
