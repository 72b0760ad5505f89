package io.orderwire.delivery.admin;

import io.orderwire.delivery.http.ErrorCode;
import io.orderwire.delivery.http.Operator;
import io.orderwire.delivery.http.Problem;
import io.orderwire.delivery.http.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets only operators' tokens at the management port, and holds what a request does to the name of
 * its token ({@link Operator}). Health, metrics and descriptions need none, as long as they are
 * asked for by their plain address: an address is mapped to what answers it after it was decoded,
 * so every other spelling needs the token, whatever it may lead to.
 */
public final class OperatorAuthentication extends OncePerRequestFilter {
  private static final String SCHEME = "Bearer ";
  private static final Pattern PUBLIC =
      Pattern.compile(
          "/(actuator/(health(/[A-Za-z0-9_-]+)*|prometheus)|openapi\\.yaml|asyncapi\\.yaml)");

  /** Where the container sends what was refused by a status alone; nobody else asks there. */
  private static final String ERROR_PAGE = "/error";

  private final OperatorTokens tokens;
  private final ProblemWriter problems;

  /** With these tokens. */
  public OperatorAuthentication(OperatorTokens tokens, ProblemWriter problems) {
    this.tokens = tokens;
    this.problems = problems;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return PUBLIC.matcher(request.getRequestURI()).matches();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String header = request.getHeader("Authorization");
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      refuse(
          request, response, ErrorCode.MISSING_KEY, "Send an operator's token as a Bearer token.");
      return;
    }
    Optional<String> name = tokens.nameOf(header.substring(SCHEME.length()).strip());
    if (name.isEmpty()) {
      refuse(request, response, ErrorCode.INVALID_KEY, "This is no operator's token.");
    } else if (request.getServletPath().equals(ERROR_PAGE)) {
      problems.write(
          request, response, Problem.of(ErrorCode.NOT_FOUND, "There is nothing at this address."));
    } else {
      response.setHeader("Cache-Control", "no-store");
      new Operator(name.get()).attachTo(request);
      chain.doFilter(request, response);
    }
  }

  private void refuse(
      HttpServletRequest request, HttpServletResponse response, ErrorCode code, String detail)
      throws IOException {
    problems.write(
        request,
        response,
        Problem.of(code, detail).header("WWW-Authenticate", "Bearer realm=\"orderwire-operator\""));
  }
}
