package io.orderwire.ingest.http;

import io.orderwire.ingest.ErrorCode;
import io.orderwire.ingest.Outcome;
import io.orderwire.ingest.body.BodyException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Why a request is refused (RFC 9457).
 *
 * @param code the stable code, which also gives the status
 * @param detail what is wrong in this case, for people
 * @param members further members of the document, in order
 */
public record Problem(ErrorCode code, String detail, Map<String, Object> members) {

  /** Media type of problem documents (RFC 9457, section 3). */
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration WHEN_SLOW = Duration.ofSeconds(1);
  private static final Duration WHEN_AWAY = Duration.ofSeconds(5);

  public Problem {
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  static Problem of(ErrorCode code, String detail) {
    return new Problem(code, detail, Map.of());
  }

  static Problem of(BodyException unreadable) {
    return of(unreadable.code(), unreadable.detail());
  }

  static Problem of(Outcome.Rejected rejected) {
    Map<String, Object> members = new LinkedHashMap<>();
    if (rejected.eventId() != null) {
      members.put("event_id", rejected.eventId().toString());
    }
    if (!rejected.violations().isEmpty()) {
      members.put("violations", OutcomeJson.violations(rejected.violations()));
    }
    return new Problem(rejected.code(), rejected.detail(), members);
  }

  /** This problem with one more member. */
  Problem with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(members);
    more.put(name, value);
    return new Problem(code, detail, more);
  }

  /** The document as UTF-8 JSON. */
  public byte[] document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("type", "urn:orderwire:problem:" + code.wireName());
    document.put("title", code.title());
    document.put("status", code.status());
    document.put("code", code.wireName());
    document.put("detail", detail);
    document.putAll(members);
    return JSON.writeValueAsBytes(document);
  }

  /** When to come again, as {@code Retry-After} has it; 0 for never. */
  static long retryAfterSeconds(ErrorCode code) {
    if (!code.isTransient()) {
      return 0;
    }
    return (code == ErrorCode.RATE_LIMITED ? WHEN_SLOW : WHEN_AWAY).toSeconds();
  }

  /** Answers with it; where the response is under way already, nothing can be said. */
  void write(HttpServletResponse response) throws IOException {
    if (response.isCommitted()) {
      return;
    }
    response.resetBuffer();
    response.setStatus(code.status());
    response.setHeader("Cache-Control", "no-store");
    if (code.status() == 401) {
      response.setHeader("WWW-Authenticate", "Bearer");
    }
    long retryAfter = retryAfterSeconds(code);
    if (retryAfter > 0) {
      response.setHeader("Retry-After", Long.toString(retryAfter));
    }
    byte[] document = document();
    response.setContentType(MEDIA_TYPE);
    response.setContentLength(document.length);
    response.getOutputStream().write(document);
  }
}
