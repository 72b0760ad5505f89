package io.orderwire.delivery.http;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Why a request is refused (RFC 9457).
 *
 * @param code the stable code, which also gives the status
 * @param detail what is wrong in this case, for people; never holds a secret
 * @param members further members of the document, strings and numbers, in order
 * @param headers further header fields of the response, in order
 */
public record Problem(
    ErrorCode code, String detail, Map<String, Object> members, Map<String, String> headers) {

  /** Makes the maps unmodifiable. */
  public Problem {
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /** A problem without further members. */
  public static Problem of(ErrorCode code, String detail) {
    return new Problem(code, detail, Map.of(), Map.of());
  }

  /** This problem with one more member. */
  public Problem with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(members);
    more.put(name, value);
    return new Problem(code, detail, more, headers);
  }

  /** This problem with one more header field. */
  public Problem header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Problem(code, detail, members, more);
  }

  /** This problem with {@code Retry-After}, rounded up to whole seconds, at least 1. */
  public Problem retryAfter(Duration delay) {
    long seconds = Math.max(1, delay.plusNanos(999_999_999).toSeconds());
    return header("Retry-After", Long.toString(seconds));
  }

  /** The value of {@code Retry-After}, if this problem passes by itself. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(headers.get("Retry-After"))
        .map(Long::parseLong)
        .map(Duration::ofSeconds);
  }

  /** The members of the document, in order. */
  public Map<String, Object> document(String requestId) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("type", code.type());
    document.put("title", code.title());
    document.put("status", code.status());
    document.put("code", code.wireName());
    document.put("detail", detail);
    document.put("instance", "urn:orderwire:request:" + requestId);
    document.putAll(members);
    return document;
  }
}
