package io.orderwire.schemas.serde;

import org.jspecify.annotations.Nullable;

/**
 * The bytes are not what they should be: no magic byte, too short, not the encoding of a datum of
 * the schema they name, or something follows the datum. Or the object is no datum of its schema.
 */
public final class NotAvroException extends AvroSerdeException {
  NotAvroException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
