package io.orderwire.schemas.serde;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** The five bytes before every datum: 0, then the schema's id, big-endian. */
final class WireFormat {
  static final int HEADER = 5;
  private static final byte MAGIC = 0;

  private WireFormat() {}

  static void writeHeader(ByteArrayOutputStream out, int id) {
    out.write(MAGIC);
    out.write(id >>> 24);
    out.write(id >>> 16);
    out.write(id >>> 8);
    out.write(id);
  }

  /**
   * The schema's id.
   *
   * @throws NotAvroException if there is no header
   */
  static int idOf(byte[] wire) {
    if (wire.length < HEADER) {
      throw new NotAvroException(
          "Not Avro in Confluent's wire format: only " + wire.length + " bytes", null);
    }
    if (wire[0] != MAGIC) {
      throw new NotAvroException(
          "Not Avro in Confluent's wire format: begins with byte " + wire[0] + ", not 0", null);
    }
    return ByteBuffer.wrap(wire).getInt(1);
  }
}
