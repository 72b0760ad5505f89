package io.orderwire.delivery.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** The one place that turns a {@link Problem} into a response. Safe for use by many threads. */
public final class ProblemWriter {
  /** Media type of problem documents (RFC 9457, section 3). */
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final Logger LOG = LoggerFactory.getLogger(ProblemWriter.class);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final List<RefusalFormat> formats;

  /**
   * With the forms for clients that cannot see a problem document; the first that applies is used.
   */
  public ProblemWriter(List<RefusalFormat> formats) {
    this.formats = List.copyOf(formats);
  }

  /**
   * Answers with the problem. Where the response is under way already, or the client has gone,
   * nothing can be said.
   */
  public void write(HttpServletRequest request, HttpServletResponse response, Problem problem) {
    if (response.isCommitted()) {
      return;
    }
    try {
      tell(request, response, problem);
    } catch (IOException e) {
      LOG.debug("Connection lost", e);
    }
  }

  private void tell(HttpServletRequest request, HttpServletResponse response, Problem problem)
      throws IOException {
    response.resetBuffer();
    byte[] document = document(problem, RequestId.of(request));
    for (RefusalFormat format : formats) {
      if (format.appliesTo(request)) {
        format.write(request, response, problem, document);
        return;
      }
    }
    response.setStatus(problem.code().status());
    response.setHeader("Cache-Control", "no-store");
    problem.headers().forEach(response::setHeader);
    response.setContentType(MEDIA_TYPE);
    response.setContentLength(document.length);
    response.getOutputStream().write(document);
  }

  /** The document as UTF-8 JSON without line breaks. */
  public static byte[] document(Problem problem, String requestId) {
    return JSON.writeValueAsBytes(problem.document(requestId));
  }
}
