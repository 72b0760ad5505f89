package io.orderwire.delivery.http;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where the servlet container sends what was refused by a status alone. */
@RestController
public final class ErrorPage implements ErrorController {
  private final ProblemWriter problems;

  /** With the one writer of problems. */
  public ErrorPage(ProblemWriter problems) {
    this.problems = problems;
  }

  @RequestMapping("/error")
  void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    ErrorCode code =
        status instanceof Integer known ? JettyProblems.codeOf(known) : ErrorCode.NOT_FOUND;
    problems.write(request, response, Problem.of(code, code.title() + "."));
  }
}
