package io.orderwire.delivery.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.DefaultCorsProcessor;

/** Refuses web pages of origins that are not listed, with a problem document (Fetch, CORS). */
public final class CorsRefusals extends DefaultCorsProcessor {
  private final ProblemWriter problems;

  /** With the one writer of problems. */
  public CorsRefusals(ProblemWriter problems) {
    this.problems = problems;
  }

  @Override
  public boolean processRequest(
      @Nullable CorsConfiguration allowed, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean passes = super.processRequest(allowed, request, response);
    if (!passes) {
      problems.write(
          request,
          response,
          Problem.of(
              ErrorCode.ORIGIN_NOT_ALLOWED,
              "The operator has not listed this origin, or pages may not use this method or header"
                  + " field."));
    }
    return passes;
  }

  /** Leaves the answer to {@link #processRequest}, which knows the request. */
  @Override
  protected void rejectRequest(ServerHttpResponse response) {}
}
