package io.orderwire.delivery.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Another form for refusals than a problem document with the problem's status, for clients that
 * cannot see those. Implementations are safe for use by many threads.
 */
public interface RefusalFormat {
  /** Whether this request's client needs this form. */
  boolean appliesTo(HttpServletRequest request);

  /**
   * Writes the refusal.
   *
   * @param document the problem document, UTF-8 JSON without line breaks
   */
  void write(
      HttpServletRequest request, HttpServletResponse response, Problem problem, byte[] document)
      throws IOException;
}
