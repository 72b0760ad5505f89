package io.orderwire.delivery.http;

import io.orderwire.delivery.http.ForwardedOrigins.Bound;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Finds out from which address a request came: that of its connection or, where another instance
 * has passed it on, the one which that instance saw. Nothing else that a request says of it is
 * believed.
 */
public final class ClientAddress extends OncePerRequestFilter {
  private static final String ATTRIBUTE = "io.orderwire.client-address";

  private final ForwardedOrigins origins;

  /** Believes what instances with the same key tell. */
  public ClientAddress(ForwardedOrigins origins) {
    this.origins = origins;
  }

  /** The address of this request; that of its connection where this filter has not run. */
  public static String of(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof String address
        ? address
        : request.getRemoteAddr();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String told = request.getHeader(Forwarding.FIELD);
    if (told != null) {
      origins
          .decode(told, Bound.to(request))
          .ifPresent(address -> request.setAttribute(ATTRIBUTE, address));
    }
    chain.doFilter(request, response);
  }
}
