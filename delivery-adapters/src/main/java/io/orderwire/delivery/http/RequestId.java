package io.orderwire.delivery.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives each request an id: the caller's {@code X-Request-Id} if it is 1 to 64 of {@code
 * [A-Za-z0-9._-]}, else a new one. It is in the response, in problem documents and in logs.
 */
public final class RequestId extends OncePerRequestFilter {
  /** The header field, of requests and responses. */
  public static final String HEADER = "X-Request-Id";

  /** The request attribute that holds it. */
  static final String ATTRIBUTE = "io.orderwire.request-id";

  private static final Pattern ACCEPTED = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private final Supplier<String> newIds;

  /** With a source of new ids, which must be safe for use by many threads. */
  public RequestId(Supplier<String> newIds) {
    this.newIds = newIds;
  }

  /** The id of this request; "unknown" where this filter has not run. */
  public static String of(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof String id ? id : "unknown";
  }

  /** The id that a caller has given, if it has the form of one, else a new one. */
  static String accepted(@Nullable String given, Supplier<String> newIds) {
    return given != null && ACCEPTED.matcher(given).matches() ? given : newIds.get();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String id = accepted(request.getHeader(HEADER), newIds);
    request.setAttribute(ATTRIBUTE, id);
    response.setHeader(HEADER, id);
    chain.doFilter(request, response);
  }
}
