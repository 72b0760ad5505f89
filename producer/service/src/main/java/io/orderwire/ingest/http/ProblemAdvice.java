package io.orderwire.ingest.http;

import io.orderwire.ingest.ErrorCode;
import io.orderwire.ingest.body.BodyException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

  private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

  @ExceptionHandler
  void refused(RefusedException refused, HttpServletResponse response) throws IOException {
    refused.problem().write(response);
  }

  @ExceptionHandler
  void unreadable(BodyException unreadable, HttpServletResponse response) throws IOException {
    if (unreadable.code() == ErrorCode.REQUEST_TIMEOUT) {
      response.setHeader("Connection", "close"); // RFC 9110, section 15.5.9
    }
    Problem.of(unreadable).write(response);
  }

  @ExceptionHandler({NoResourceFoundException.class, NoHandlerFoundException.class})
  void nothingThere(HttpServletResponse response) throws IOException {
    Problem.of(ErrorCode.NOT_FOUND, "there is nothing under this path").write(response);
  }

  @ExceptionHandler
  void wrongMethod(HttpRequestMethodNotSupportedException wrong, HttpServletResponse response)
      throws IOException {
    String[] allowed = wrong.getSupportedMethods();
    if (allowed != null && allowed.length > 0) {
      response.setHeader("Allow", String.join(", ", allowed));
    }
    Problem.of(ErrorCode.METHOD_NOT_ALLOWED, "this path does not know this method").write(response);
  }

  @ExceptionHandler
  void wrongType(HttpMediaTypeNotSupportedException wrong, HttpServletResponse response)
      throws IOException {
    Problem.of(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "this media type is not taken").write(response);
  }

  @ExceptionHandler
  void notAcceptable(HttpMediaTypeNotAcceptableException wrong, HttpServletResponse response)
      throws IOException {
    Problem.of(ErrorCode.NOT_ACCEPTABLE, "no form of the answer is accepted").write(response);
  }

  /** The client is gone, or stopped reading; the container closes the connection. */
  @ExceptionHandler
  void gone(IOException gone, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    log.debug("Connection lost: {}", request.getRequestURI(), gone);
    Problem.of(ErrorCode.REQUEST_TIMEOUT, "the body did not arrive in time").write(response);
  }

  @ExceptionHandler
  void bug(Exception bug, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    log.error("Request failed: {} {}", request.getMethod(), request.getRequestURI(), bug);
    Problem.of(ErrorCode.INTERNAL_ERROR, "a fault of this service; it was logged").write(response);
  }
}
