package io.orderwire.schemas.serde;

import org.jspecify.annotations.Nullable;

/**
 * The registry answered that it does not know the schema: on reading, the id that the bytes carry;
 * on writing, a schema that was to be found but not registered. It may be registered later.
 */
public final class UnknownSchemaException extends AvroSerdeException {
  /** The id where there is none, which is so on writing. */
  public static final int NO_ID = -1;

  private final int schemaId;

  UnknownSchemaException(int schemaId, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.schemaId = schemaId;
  }

  /** The unknown id, or {@link #NO_ID}. */
  public int schemaId() {
    return schemaId;
  }
}
