package io.orderwire.delivery.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets only known callers at {@code /v1}. A stream token is taken for the stream alone. */
public final class AuthenticationFilter extends OncePerRequestFilter {
  private static final String STREAM = "/v1/orders/events/stream";
  private static final Set<String> READING = Set.of("GET", "HEAD");

  private final Authenticator authenticator;
  private final ProblemWriter problems;

  /** With what finds out who is calling. */
  public AuthenticationFilter(Authenticator authenticator, ProblemWriter problems) {
    this.authenticator = authenticator;
    this.problems = problems;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getServletPath().startsWith("/v1/") || request.getMethod().equals("OPTIONS");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      authenticator.caller(request.getHeader("Authorization"), token(request)).attachTo(request);
    } catch (RefusedException e) {
      problems.write(request, response, e.problem());
      return;
    }
    chain.doFilter(request, response);
  }

  /** The query's token. With other methods, to ask for a parameter could mean to read a body. */
  private static @Nullable String token(HttpServletRequest request) {
    return takesToken(request.getMethod(), request.getServletPath())
        ? request.getParameter("token")
        : null;
  }

  /** Whether a stream token lets somebody in. */
  static boolean takesToken(String method, String path) {
    return READING.contains(method) && path.equals(STREAM);
  }
}
