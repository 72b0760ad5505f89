package io.orderwire.schemas.serde;

import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** Why data could not be written or read. */
public abstract sealed class AvroSerdeException extends SerializationException
    permits NotAvroException,
        InvalidFieldException,
        UnknownSchemaException,
        UnknownRecordException,
        IncompatibleSchemaException,
        RegistryUnavailableException {

  AvroSerdeException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * Whether the same bytes or object may succeed later, unchanged: true only if the registry did
   * not answer.
   */
  public boolean isRetriable() {
    return false;
  }
}
