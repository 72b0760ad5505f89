package io.orderwire.schemas.serde;

import org.jspecify.annotations.Nullable;

/**
 * The bytes are Avro, but a field's value has no meaning as its logical type: a string that is no
 * UUID, a decimal of no bytes.
 */
public final class InvalidFieldException extends AvroSerdeException {
  private final String field;

  InvalidFieldException(String field, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.field = field;
  }

  /** Path of the field, like {@code data.items[2].amount}. */
  public String field() {
    return field;
  }
}
