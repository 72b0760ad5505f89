package io.orderwire.delivery.webhook.management;

import io.orderwire.delivery.history.History;
import io.orderwire.delivery.http.ProblemWriter;
import io.orderwire.delivery.http.RefusedException;
import io.orderwire.delivery.webhook.AttemptLog.AttemptsUnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.ExceptionHandler;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What all controllers here answer with. */
abstract class Answers {
  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final ProblemWriter problems;

  Answers(ProblemWriter problems) {
    this.problems = problems;
  }

  @ExceptionHandler
  final void refused(RefusedException e, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    problems.write(request, response, e.problem());
  }

  @ExceptionHandler
  final void notHere(
      History.NotHereException e, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    problems.write(request, response, Refusals.noOwner().problem());
  }

  @ExceptionHandler
  final void attemptsAway(
      AttemptsUnavailableException e, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    LOG.warn("Attempts could not be read", e);
    problems.write(request, response, Refusals.unavailable().problem());
  }

  /** Answers with JSON that no cache keeps. */
  static void write(HttpServletResponse response, int status, ObjectNode json) throws IOException {
    byte[] body = JSON.writeValueAsBytes(json);
    response.setStatus(status);
    response.setHeader("Cache-Control", "no-store");
    response.setContentType("application/json");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /** Answers without a body. */
  static void done(HttpServletResponse response) {
    response.setHeader("Cache-Control", "no-store");
    response.setStatus(204);
  }
}
