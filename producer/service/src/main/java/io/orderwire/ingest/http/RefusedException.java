package io.orderwire.ingest.http;

import io.orderwire.ingest.ErrorCode;

/** Ends the handling of a request with a problem document. */
final class RefusedException extends RuntimeException {

  private final transient Problem problem;

  RefusedException(ErrorCode code, String detail) {
    super(detail, null, false, false);
    this.problem = Problem.of(code, detail);
  }

  Problem problem() {
    return problem;
  }
}
