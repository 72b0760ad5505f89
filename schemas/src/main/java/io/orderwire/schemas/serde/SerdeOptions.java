package io.orderwire.schemas.serde;

import static java.util.Objects.requireNonNull;

import io.orderwire.schemas.registry.Compatibility;

/**
 * How schemas get their ids when data is written. Reading needs none of it but {@code isKey}, for
 * messages.
 *
 * @param isKey whether keys are written, not values
 * @param subjects by what name schemas are registered
 * @param registration where the id comes from
 * @param compatibility the compatibility that a subject is given before its first registration
 */
public record SerdeOptions(
    boolean isKey,
    SubjectNameStrategy subjects,
    Registration registration,
    Compatibility compatibility) {

  /** Where the id of a written schema comes from. */
  public enum Registration {
    /** The schema is registered, or found if it is there: {@code auto.register.schemas=true}. */
    REGISTER,
    /** The schema must be registered already: {@code auto.register.schemas=false}. */
    LOOK_UP,
    /**
     * The datum is converted to the subject's latest version: {@code use.latest.version=true} with
     * {@code auto.register.schemas=false}.
     */
    LATEST
  }

  public SerdeOptions {
    requireNonNull(subjects, "subjects");
    requireNonNull(registration, "registration");
    requireNonNull(compatibility, "compatibility");
  }

  /** Keys under {@code <topic>-key}, registered when needed, BACKWARD_TRANSITIVE. */
  public static SerdeOptions forKeys() {
    return new SerdeOptions(
        true,
        SubjectNameStrategy.TOPIC_NAME,
        Registration.REGISTER,
        Compatibility.BACKWARD_TRANSITIVE);
  }

  /** Values under {@code <topic>-value}, registered when needed, BACKWARD_TRANSITIVE. */
  public static SerdeOptions forValues() {
    return new SerdeOptions(
        false,
        SubjectNameStrategy.TOPIC_NAME,
        Registration.REGISTER,
        Compatibility.BACKWARD_TRANSITIVE);
  }

  /** The same with another naming of subjects. */
  public SerdeOptions with(SubjectNameStrategy other) {
    return new SerdeOptions(isKey, other, registration, compatibility);
  }

  /** The same with ids from elsewhere. */
  public SerdeOptions with(Registration other) {
    return new SerdeOptions(isKey, subjects, other, compatibility);
  }
}
