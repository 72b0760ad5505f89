package io.orderwire.ingest.body;

import io.orderwire.ingest.ErrorCode;

/** The body cannot be read on; carries the code and a text for the client. */
public final class BodyException extends RuntimeException {

  private final ErrorCode code;

  BodyException(ErrorCode code, String detail) {
    super(detail, null, false, false);
    this.code = code;
  }

  /** For a reason that lies outside the body. */
  public static BodyException of(ErrorCode code, String detail) {
    return new BodyException(code, detail);
  }

  /** The kind of reason. */
  public ErrorCode code() {
    return code;
  }

  /** The reason, for the client. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
