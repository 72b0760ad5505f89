package io.orderwire.schemas.serde;

import org.jspecify.annotations.Nullable;

/**
 * Two schemas do not go together: the writer's cannot be resolved to the reader's, or the subject's
 * compatibility forbids a registration, or the subject's latest version cannot carry the datum.
 */
public final class IncompatibleSchemaException extends AvroSerdeException {
  IncompatibleSchemaException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
