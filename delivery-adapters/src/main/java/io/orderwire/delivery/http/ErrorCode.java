package io.orderwire.delivery.http;

import java.util.Locale;

/**
 * Every code that a problem document of this service can carry, with its status. Codes are stable.
 */
public enum ErrorCode {
  /** {@code limit} is not a whole number from 1 to 1,000. */
  INVALID_LIMIT(400, "Invalid limit"),
  /** An item id that is mistyped, truncated, or another partner's. */
  INVALID_CURSOR(400, "Invalid cursor"),
  /** More than one of {@code newer_than}, {@code older_than} and {@code since}. */
  CONFLICTING_BOUNDARIES(400, "Conflicting boundaries"),
  /** A time that is not RFC 3339 with seconds and offset. */
  INVALID_TIME(400, "Invalid time"),
  /** A type that does not exist or cannot be asked for. */
  INVALID_TYPE(400, "Invalid type"),
  /** A body that is not the JSON asked for. */
  INVALID_JSON(400, "Invalid JSON"),
  /** A parameter that is unknown, repeated, empty or out of range; {@code parameter} names it. */
  INVALID_PARAMETER(400, "Invalid parameter"),
  /** A URL that requests may not be sent to. */
  INVALID_URL(400, "Invalid URL"),
  /** What was sent is not an HTTP request that this service understands. */
  BAD_REQUEST(400, "Bad request"),
  /** No key was sent. */
  MISSING_KEY(401, "Missing key"),
  /** The key or token is unknown, expired or revoked. */
  INVALID_KEY(401, "Invalid key"),
  /** The operator has suspended this partner's access. */
  PARTNER_SUSPENDED(403, "Partner suspended"),
  /** The key lacks the scope that this request needs. */
  INSUFFICIENT_SCOPE(403, "Insufficient scope"),
  /** A web page of this origin may not ask, or not in this way. */
  ORIGIN_NOT_ALLOWED(403, "Origin not allowed"),
  /** The change needs a code of the partner's second factor, or one to be enrolled. */
  SECOND_FACTOR_REQUIRED(403, "Second factor required"),
  /** The second factor's code is wrong, too old, or was used before. */
  SECOND_FACTOR_INVALID(403, "Second factor invalid"),
  /** There is nothing at this address. */
  NOT_FOUND(404, "Not found"),
  /** This partner has no such order. */
  UNKNOWN_ORDER(404, "Unknown order"),
  /** This partner has no such webhook endpoint. */
  UNKNOWN_ENDPOINT(404, "Unknown endpoint"),
  /** The address has no such method; {@code Allow} names those it has. */
  METHOD_NOT_ALLOWED(405, "Method not allowed"),
  /** None of the accepted media types can be given. */
  NOT_ACCEPTABLE(406, "Not acceptable"),
  /** The request did not arrive in time. */
  REQUEST_TIMEOUT(408, "Request timeout"),
  /** What is asked for exists already, or does not go with the present state. */
  CONFLICT(409, "Conflict"),
  /** The partner has as many webhook endpoints as it may. */
  TOO_MANY_ENDPOINTS(409, "Too many endpoints"),
  /** The cursor's place is not kept any more, or belongs to an epoch that was replaced. */
  CURSOR_EXPIRED(410, "Cursor expired"),
  /** The cursor lies beyond the newest item. */
  CURSOR_AHEAD(410, "Cursor ahead"),
  /** {@code If-Match} names another version than the stored one. */
  VERSION_MISMATCH(412, "Version mismatch"),
  /** The body is too large. */
  TOO_LARGE(413, "Too large"),
  /** The request target is too long. */
  URI_TOO_LONG(414, "URI too long"),
  /** The body's media type is not understood. */
  UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
  /** The change needs {@code If-Match}. */
  PRECONDITION_REQUIRED(428, "Precondition required"),
  /** More requests than the partner's limit allows. */
  RATE_LIMITED(429, "Rate limited"),
  /** After too many wrong codes none is looked at for a while. */
  SECOND_FACTOR_LOCKED(429, "Second factor locked"),
  /** More event streams at once than the partner's limit allows. */
  TOO_MANY_CONNECTIONS(429, "Too many connections"),
  /** The partner has not read the answers to its other requests yet. */
  TOO_MANY_ANSWERS(429, "Too many answers"),
  /** The header fields are too large. */
  HEADERS_TOO_LARGE(431, "Request header fields too large"),
  /** A defect of this service. */
  INTERNAL_ERROR(500, "Internal error"),
  /** This instance has not read the history far enough yet, or cannot know that it has. */
  NOT_CAUGHT_UP(503, "Not caught up"),
  /** No instance has this partner's partition now. */
  NO_OWNER(503, "No owner"),
  /** A conflict was found beyond this place; items are withheld until the operator resolves it. */
  HISTORY_FROZEN(503, "History frozen"),
  /** The keys of the tokens' issuer are not known, and it does not answer. */
  ISSUER_UNAVAILABLE(503, "Issuer unavailable"),
  /** Kafka did not answer in time. */
  BROKER_UNAVAILABLE(503, "Broker unavailable"),
  /** The service is stopping or starting, or has no room for further answers. */
  UNAVAILABLE(503, "Unavailable");

  private final int status;
  private final String title;

  ErrorCode(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /** The HTTP status that it comes with. */
  public int status() {
    return status;
  }

  /** A short summary, the same for every occurrence. */
  public String title() {
    return title;
  }

  /** The code as in the document's {@code code}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The document's {@code type}. */
  public String type() {
    return "urn:orderwire:problem:" + wireName();
  }
}
