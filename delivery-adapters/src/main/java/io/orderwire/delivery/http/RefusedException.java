package io.orderwire.delivery.http;

/**
 * Ends the handling of a request with a problem document. Only controllers and what they call throw
 * it; {@link ProblemAdvice} writes the document. It is an answer, not a defect: it has no stack
 * trace and is not logged.
 */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  /** Refuses with this problem. */
  public RefusedException(Problem problem) {
    super(problem.code().wireName(), null, false, false);
    this.problem = problem;
  }

  /** Refuses with this code and detail. */
  public static RefusedException of(ErrorCode code, String detail) {
    return new RefusedException(Problem.of(code, detail));
  }

  /** What to answer. */
  public Problem problem() {
    return problem;
  }
}
