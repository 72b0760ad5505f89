package io.orderwire.schemas.registry;

import static java.util.Objects.requireNonNull;

import org.apache.avro.Schema;

/**
 * A schema as a subject's version.
 *
 * @param subject the subject
 * @param version the version within the subject, from 1
 * @param id the id that data carries
 * @param schema the schema
 */
public record RegisteredSchema(String subject, int version, int id, Schema schema) {
  public RegisteredSchema {
    requireNonNull(subject, "subject");
    requireNonNull(schema, "schema");
  }
}
