package io.orderwire.verify.read;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** Problem documents (RFC 9457). */
final class Problem {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Problem() {}

  /** The code in a document, or "" where there is none. */
  static String code(byte[] body) {
    try {
      return JSON.readTree(body).path("code").asText("");
    } catch (IOException e) {
      return "";
    }
  }
}
