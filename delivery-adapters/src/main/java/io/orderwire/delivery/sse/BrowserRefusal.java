package io.orderwire.delivery.sse;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderwire.delivery.http.Problem;
import io.orderwire.delivery.http.RefusalFormat;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Refusals for a browser's {@code EventSource}, which can read neither status nor body of an error,
 * and gives up on any. What will not pass is an {@code error} event with the problem document, and
 * an id by which the browser's next attempt is known, and answered with 204, which ends it. What
 * passes by itself is an empty stream that ends, with the time to come back at.
 */
final class BrowserRefusal implements RefusalFormat {
  /** The last event id of a browser that was told why it is refused. */
  static final String REFUSED = "refused";

  @Override
  public boolean appliesTo(HttpServletRequest request) {
    return request.getServletPath().equals(StreamController.PATH) && isBrowser(request);
  }

  @Override
  public void write(
      HttpServletRequest request, HttpServletResponse response, Problem problem, byte[] document)
      throws IOException {
    if (REFUSED.equals(request.getHeader("Last-Event-ID"))) {
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
      return;
    }
    Frames frames = new Frames();
    Optional<Duration> retryAfter = problem.retryAfter();
    if (retryAfter.isPresent()) {
      frames.retry(retryAfter.get()).comment(problem.code().wireName());
    } else {
      frames.place(REFUSED).notice("error", new String(document, UTF_8));
    }
    response.setStatus(HttpServletResponse.SC_OK);
    response.setHeader("Cache-Control", "no-store");
    response.setContentType(StreamController.MEDIA_TYPE);
    response.getOutputStream().write(frames.take());
  }

  /**
   * Whether an event source of a browser asks. It cannot send Authorization: who sends that can
   * read a status too. It accepts event streams by name, and has a token or says how it fetches
   * (Fetch Metadata).
   */
  private static boolean isBrowser(HttpServletRequest request) {
    String accept = request.getHeader("Accept");
    return request.getHeader("Authorization") == null
        && accept != null
        && accept.contains(StreamController.MEDIA_TYPE)
        && (request.getHeader("Sec-Fetch-Mode") != null || hasToken(request));
  }

  private static boolean hasToken(HttpServletRequest request) {
    String query = request.getQueryString();
    return query != null && (query.startsWith("token=") || query.contains("&token="));
  }
}
