package io.orderwire.ingest.http;

import io.orderwire.ingest.ErrorCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets requests through with a service key only, and notes the key's name. The description needs
 * none, as long as it is asked for by its plain address: an address is mapped to what answers it
 * after it was decoded, so every other spelling needs the key, whatever it may lead to.
 */
public final class KeyFilter extends OncePerRequestFilter {

  private static final String KEY_NAME = "io.orderwire.ingest.key-name";
  private static final String SCHEME = "Bearer ";
  private static final Set<String> PUBLIC = Set.of("/openapi.yaml", "/error");

  private final Function<String, Optional<String>> nameOf;

  /**
   * With the known keys.
   *
   * @param nameOf the name of a key, if it is known
   */
  public KeyFilter(Function<String, Optional<String>> nameOf) {
    this.nameOf = nameOf;
  }

  /** The name of the key with which this request came. */
  static String keyName(HttpServletRequest request) {
    if (request.getAttribute(KEY_NAME) instanceof String name) {
      return name;
    }
    throw new IllegalStateException("the filter has not run");
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return PUBLIC.contains(request.getRequestURI());
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String authorization = request.getHeader("Authorization");
    if (authorization == null || authorization.isBlank()) {
      Problem.of(ErrorCode.MISSING_KEY, "send the service key as Authorization: Bearer ows_…")
          .write(response);
      return;
    }
    Optional<String> name =
        authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
            ? nameOf.apply(authorization.substring(SCHEME.length()).strip())
            : Optional.empty();
    if (name.isEmpty()) {
      Problem.of(ErrorCode.INVALID_KEY, "the service key is not known").write(response);
      return;
    }
    request.setAttribute(KEY_NAME, name.get());
    chain.doFilter(request, response);
  }
}
