package io.orderwire.schemas.serde;

/** The writer's record is none of those that the reader reads. */
public final class UnknownRecordException extends AvroSerdeException {
  private final String recordName;

  UnknownRecordException(String recordName, String message) {
    super(message, null);
    this.recordName = recordName;
  }

  /** Full name of the writer's record, or the name of its type if it is no record. */
  public String recordName() {
    return recordName;
  }
}
