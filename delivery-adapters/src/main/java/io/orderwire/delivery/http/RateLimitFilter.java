package io.orderwire.delivery.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Holds each partner to its request rate, and tells it what is left, by the RateLimit header fields
 * (draft-ietf-httpapi-ratelimit-headers).
 */
public final class RateLimitFilter extends OncePerRequestFilter {
  private final RateLimits limits;
  private final ProblemWriter problems;

  /** With the partners' budgets. */
  public RateLimitFilter(RateLimits limits, ProblemWriter problems) {
    this.limits = limits;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<Caller> caller = Caller.of(request);
    if (caller.isPresent()) {
      RateLimits.Spent spent =
          request.getAttribute(RateLimits.SPENT) instanceof RateLimits.Spent before
              ? before
              : limits.spend(caller.get().partnerId());
      response.setHeader(RateLimits.POLICY_FIELD, spent.policy());
      response.setHeader(RateLimits.STATE_FIELD, spent.state());
      if (!spent.allowed()) {
        problems.write(
            request,
            response,
            Problem.of(
                    ErrorCode.RATE_LIMITED,
                    "More than "
                        + spent.perSecond()
                        + " requests a second. Wait, and then ask for larger pages less often.")
                .retryAfter(spent.untilRoom()));
        return;
      }
    }
    chain.doFilter(request, response);
  }
}
