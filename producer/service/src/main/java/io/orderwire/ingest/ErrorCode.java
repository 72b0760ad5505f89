package io.orderwire.ingest;

import java.util.Locale;

/** Every code by which this service refuses a request or an event, with its status. Stable. */
public enum ErrorCode {
  /** Not JSON, not UTF-8, or JSON with repeated names, too much nesting and the like. */
  INVALID_JSON(400, "Invalid JSON"),
  /** JSON, but not a valid event; the violations say what is wrong. */
  INVALID_EVENT(400, "Invalid event"),
  /** A header field or parameter without meaning here. */
  INVALID_PARAMETER(400, "Invalid parameter"),
  /** What was sent is not an HTTP request that this service understands. */
  BAD_REQUEST(400, "Bad request"),
  /** No key was sent. */
  MISSING_KEY(401, "Missing key"),
  /** The key is unknown. */
  INVALID_KEY(401, "Invalid key"),
  /** There is nothing under this path. */
  NOT_FOUND(404, "Not found"),
  /** The path does not know this method; {@code Allow} names the ones it knows. */
  METHOD_NOT_ALLOWED(405, "Method not allowed"),
  /** No form of the answer is accepted by the client. */
  NOT_ACCEPTABLE(406, "Not acceptable"),
  /** An event did not arrive as a whole in time. */
  REQUEST_TIMEOUT(408, "Request timeout"),
  /** An event of more than 256 KiB, or a body of more than is taken at once. */
  TOO_LARGE(413, "Too large"),
  /** The request's target is too long. */
  URI_TOO_LONG(414, "URI too long"),
  /** A media type or an encoding that is not taken. */
  UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
  /** The header fields are too many or too long. */
  HEADERS_TOO_LARGE(431, "Request header fields too large"),
  /** More is under way than the broker can keep up with. */
  RATE_LIMITED(429, "Rate limited"),
  /** A fault of this service. */
  INTERNAL_ERROR(500, "Internal error"),
  /** The broker did not take the event in time. It may have it all the same. */
  BROKER_UNAVAILABLE(503, "Broker unavailable"),
  /** The schema registry gave no answer. */
  REGISTRY_UNAVAILABLE(503, "Schema registry unavailable"),
  /** An earlier event of the same partner in this request was not taken. */
  PREDECESSOR_FAILED(503, "Predecessor failed"),
  /** The service is about to stop. */
  SHUTTING_DOWN(503, "Shutting down");

  private final int status;
  private final String title;

  ErrorCode(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** A short text for people, the same for every occurrence. */
  public String title() {
    return title;
  }

  /** The code as it is written in answers. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the same event, sent again unchanged, may be accepted later. */
  public boolean isTransient() {
    return status == 429 || status == 503;
  }
}
