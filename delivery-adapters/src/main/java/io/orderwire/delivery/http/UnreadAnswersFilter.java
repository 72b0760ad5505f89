package io.orderwire.delivery.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Counts what is answered behind the servlet stack, from when its length is known. Writing it holds
 * the thread until all of it is written, so it has ended when the request has. Only what is read is
 * refused: what was changed must be told. Event streams have no length, and bounds of their own.
 */
public final class UnreadAnswersFilter extends OncePerRequestFilter {
  private final UnreadAnswers answers;

  /** With what counts them. */
  public UnreadAnswersFilter(UnreadAnswers answers) {
    this.answers = answers;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<Caller> caller = Caller.of(request);
    if (caller.isEmpty() || !request.getMethod().equals("GET")) {
      chain.doFilter(request, response);
      return;
    }
    try (Counted counted = new Counted(response, caller.get().partnerId())) {
      chain.doFilter(request, counted);
    }
  }

  /** A response that has to have room. */
  private final class Counted extends HttpServletResponseWrapper implements AutoCloseable {
    private final String partnerId;
    private UnreadAnswers.@Nullable Held held;

    private Counted(HttpServletResponse response, String partnerId) {
      super(response);
      this.partnerId = partnerId;
    }

    /** Refusals are let through: they are small, and requests are counted already. */
    @Override
    public void setContentLength(int length) {
      if (held == null && getStatus() < SC_BAD_REQUEST) {
        held = answers.hold(partnerId, length);
      }
      super.setContentLength(length);
    }

    @Override
    public void close() {
      if (held != null) {
        held.close();
      }
    }
  }
}
