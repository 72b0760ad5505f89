package io.orderwire.delivery.http;

import io.orderwire.delivery.history.History;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Duration;
import org.eclipse.jetty.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Turns what is thrown while a request is handled into a problem document. */
@RestControllerAdvice
public final class ProblemAdvice {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

  private final ProblemWriter problems;

  /** With the one writer of problems. */
  public ProblemAdvice(ProblemWriter problems) {
    this.problems = problems;
  }

  @ExceptionHandler
  void refused(RefusedException e, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    problems.write(request, response, e.problem());
  }

  @ExceptionHandler
  void notHere(History.NotHereException e, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    problems.write(
        request,
        response,
        Problem.of(ErrorCode.NO_OWNER, "The history is moving to another instance.")
            .retryAfter(Duration.ofSeconds(1)));
  }

  @ExceptionHandler({NoResourceFoundException.class, NoHandlerFoundException.class})
  void nothingThere(HttpServletRequest request, HttpServletResponse response) throws IOException {
    problems.write(
        request, response, Problem.of(ErrorCode.NOT_FOUND, "There is nothing at this address."));
  }

  @ExceptionHandler
  void wrongMethod(
      HttpRequestMethodNotSupportedException e,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Problem problem =
        Problem.of(ErrorCode.METHOD_NOT_ALLOWED, "This address does not have this method.");
    String[] allowed = e.getSupportedMethods();
    problems.write(
        request,
        response,
        allowed == null ? problem : problem.header("Allow", String.join(", ", allowed)));
  }

  @ExceptionHandler
  void wrongType(
      HttpMediaTypeNotSupportedException e,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    problems.write(
        request, response, Problem.of(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Send application/json."));
  }

  /** The character set of {@code Content-Type} is none that there is. */
  @ExceptionHandler({IllegalCharsetNameException.class, UnsupportedCharsetException.class})
  void wrongCharset(HttpServletRequest request, HttpServletResponse response) throws IOException {
    problems.write(
        request,
        response,
        Problem.of(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "There is no such character set."));
  }

  @ExceptionHandler
  void notAcceptable(
      HttpMediaTypeNotAcceptableException e,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    problems.write(
        request,
        response,
        Problem.of(ErrorCode.NOT_ACCEPTABLE, "No accepted media type can be given."));
  }

  /** The client has gone, or stopped reading or writing; the connection is closed. */
  @ExceptionHandler
  void gone(IOException e, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    LOG.debug("Connection lost", e);
    problems.write(
        request,
        response,
        Problem.of(ErrorCode.REQUEST_TIMEOUT, "The request did not arrive in time.")
            .header("Connection", "close"));
  }

  /** The same, where Spring was reading the body. */
  @ExceptionHandler
  void unread(
      HttpMessageNotReadableException e, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (e.getCause() instanceof IOException lost) {
      gone(lost, request, response);
    } else {
      defect(e, request, response);
    }
  }

  @ExceptionHandler
  void defect(Exception e, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (e instanceof HttpException refused && refused.getCode() < 500) {
      // Jetty reads parts of a request only when they are asked for, such as the query.
      ErrorCode code = JettyProblems.codeOf(refused.getCode());
      problems.write(request, response, Problem.of(code, "The request could not be read."));
      return;
    }
    LOG.atError()
        .addKeyValue("requestId", RequestId.of(request))
        .addKeyValue("path", request.getRequestURI())
        .setCause(e)
        .log("A request failed");
    problems.write(
        request,
        response,
        Problem.of(ErrorCode.INTERNAL_ERROR, "A defect of this service; it has been logged."));
  }
}
