package io.orderwire.schemas;

import static java.util.Objects.requireNonNull;

import io.orderwire.schemas.serde.SubjectNameStrategy;
import java.util.List;
import org.apache.avro.Schema;

/** What the bytes of a topic's keys or values are. */
public sealed interface Encoding {

  /** The partner id, as UTF-8 and nothing else. */
  record RawPartnerId() implements Encoding {}

  /** Whatever bytes the source record had, or null. */
  record AsReceived() implements Encoding {}

  /**
   * Avro in Confluent's wire format.
   *
   * @param subjects how the schemas' subjects are named
   * @param schemas the record types that occur, at least one
   */
  record Avro(SubjectNameStrategy subjects, List<Schema> schemas) implements Encoding {
    public Avro {
      requireNonNull(subjects, "subjects");
      schemas = List.copyOf(schemas);
      if (schemas.isEmpty()) {
        throw new IllegalArgumentException("an Avro encoding needs a schema");
      }
      if (schemas.size() > 1 && subjects == SubjectNameStrategy.TOPIC_NAME) {
        throw new IllegalArgumentException("one subject per topic has room for one record type");
      }
    }
  }
}
