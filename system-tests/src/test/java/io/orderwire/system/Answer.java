package io.orderwire.system;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a service answered.
 *
 * @param status the HTTP status
 * @param headers the header fields
 * @param body the body, never compressed; not copied
 */
public record Answer(int status, HttpHeaders headers, byte[] body) {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** The body as text. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** The body as JSON. */
  public JsonNode json() {
    return JSON.readTree(body);
  }

  /** The {@code code} of a problem document, or the empty string. */
  public String code() {
    return header("Content-Type").startsWith("application/problem+json")
        ? json().path("code").asString("")
        : "";
  }

  /** The first value of a header field, or the empty string. */
  public String header(String name) {
    return headers.firstValue(name).orElse("");
  }
}
