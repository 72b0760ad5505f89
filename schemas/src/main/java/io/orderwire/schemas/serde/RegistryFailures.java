package io.orderwire.schemas.serde;

import io.orderwire.schemas.registry.RegistryException;
import org.apache.avro.Schema;

/** Says what a registry's failure means to who writes and who reads. */
final class RegistryFailures {
  private RegistryFailures() {}

  static AvroSerdeException onWrite(String subject, Schema schema, RegistryException e) {
    String what = "schema " + schema.getFullName() + " of subject " + subject;
    if (e instanceof RegistryException.NotFound) {
      return new UnknownSchemaException(
          UnknownSchemaException.NO_ID,
          "The registry does not have " + what + ": " + e.getMessage(),
          e);
    }
    if (e instanceof RegistryException.Incompatible) {
      return new IncompatibleSchemaException(
          "The registry forbids " + what + ", since it is incompatible: " + e.getMessage(), e);
    }
    return noAnswer(what, e);
  }

  static AvroSerdeException onRead(int id, RegistryException e) {
    if (e instanceof RegistryException.NotFound) {
      return new UnknownSchemaException(
          id, "The registry does not know schema id " + id + ": " + e.getMessage(), e);
    }
    if (e instanceof RegistryException.Unusable) {
      return new IncompatibleSchemaException(String.valueOf(e.getMessage()), e);
    }
    return noAnswer("schema id " + id, e);
  }

  private static AvroSerdeException noAnswer(String what, RegistryException e) {
    if (e instanceof RegistryException.Unavailable) {
      return new RegistryUnavailableException("No answer about " + what + ": " + e.getMessage(), e);
    }
    return new RegistryRefusedException(
        "The registry refused to answer about " + what + ": " + e.getMessage(), e);
  }
}
