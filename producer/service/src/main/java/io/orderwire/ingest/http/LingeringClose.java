package io.orderwire.ingest.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Completes an answer that came before the end of the body, then reads on for a while. Closing a
 * connection on which bytes lie unread resets it, and a reset takes from the client what it has not
 * read yet: the very line that says what to send again (RFC 9112, section 9.6).
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class LingeringClose extends OncePerRequestFilter {

  private static final int ENOUGH = 8_192;

  private final Duration longest;
  private final LongSupplier nanos;

  /**
   * Reads on for so long.
   *
   * @param longest from the end of the answer; a single read is bounded by the connection's idle
   *     timeout besides
   * @param nanos a monotonic clock
   */
  public LingeringClose(Duration longest, LongSupplier nanos) {
    this.longest = longest;
    this.nanos = nanos;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    chain.doFilter(request, response);
    if (!holdsBackItsBody(request, response)) {
      response.getOutputStream().close();
      discard(request.getInputStream());
    }
  }

  /** Whether the client waited to be told to send its body, and was told not to. */
  private static boolean holdsBackItsBody(
      HttpServletRequest request, HttpServletResponse response) {
    return request.getHeader("Expect") != null && response.getStatus() >= 400;
  }

  private void discard(InputStream body) {
    long begun = nanos.getAsLong();
    byte[] buffer = new byte[ENOUGH];
    try {
      while (body.read(buffer) >= 0 && nanos.getAsLong() - begun < longest.toNanos()) {
        // what was sent before the answer came
      }
    } catch (IOException gone) {
      // there is nobody left to be spared a reset
    }
  }
}
