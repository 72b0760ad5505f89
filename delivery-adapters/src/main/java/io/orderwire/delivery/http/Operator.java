package io.orderwire.delivery.http;

import io.orderwire.delivery.audit.Author;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Who sent a request to the operators' port: the name that the token has, and nothing else that the
 * request says.
 */
public record Operator(String name) {
  private static final String ATTRIBUTE = "io.orderwire.operator";

  /** Holds what this request does to the operator. */
  public void attachTo(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  /**
   * The operator, as the record of changes tells of this request.
   *
   * @throws IllegalStateException if no token was found to be good: a change of nobody's is a
   *     defect
   */
  public static Author author(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof Operator(String name)) {
      return new Author.Operator(name, RequestId.of(request), ClientAddress.of(request));
    }
    throw new IllegalStateException("the request was not authenticated");
  }
}
