package io.orderwire.delivery.admin;

import io.orderwire.delivery.audit.Author;
import io.orderwire.delivery.command.CommandLog.CommandsUnavailableException;
import io.orderwire.delivery.history.History;
import io.orderwire.delivery.http.ErrorCode;
import io.orderwire.delivery.http.Operator;
import io.orderwire.delivery.http.Problem;
import io.orderwire.delivery.http.ProblemWriter;
import io.orderwire.delivery.http.RefusedException;
import io.orderwire.delivery.partner.Partners.PartnersUnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** What all controllers here answer with. */
abstract class Answers {
  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
  private static final Duration SOON = Duration.ofSeconds(2);

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
  final void unavailable(
      PartnersUnavailableException e, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    LOG.warn("A change was not stored", e);
    // Without a cause nothing was tried: not all partners are known yet.
    brokerUnavailable(
        request,
        response,
        e.getCause() == null
            ? "This instance is starting, and does not know all partners yet."
            : "Kafka did not answer in time. The change may still happen: look before trying"
                + " again.");
  }

  @ExceptionHandler
  final void unavailable(
      CommandsUnavailableException e, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    LOG.warn("A command was not written", e);
    brokerUnavailable(
        request,
        response,
        "Kafka did not answer in time. The command may still take effect: look before trying again,"
            + " or repeat it with its Idempotency-Key.");
  }

  private void brokerUnavailable(
      HttpServletRequest request, HttpServletResponse response, String detail) throws IOException {
    problems.write(
        request, response, Problem.of(ErrorCode.BROKER_UNAVAILABLE, detail).retryAfter(SOON));
  }

  /** The operator, as the record of changes tells of this request. */
  static Author author(HttpServletRequest request) {
    return Operator.author(request);
  }
}
