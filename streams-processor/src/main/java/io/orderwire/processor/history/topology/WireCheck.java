package io.orderwire.processor.history.topology;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Whether bytes are exactly one datum of a schema. Done before decoding, because Avro's decoder
 * reserves whatever a length claims, takes broken UTF-8 for U+FFFD, and would let two different
 * inputs become one content. Reserves nothing itself; its time is bounded by the bytes' number, for
 * schemas of any shape.
 */
final class WireCheck {
  private static final int DEEPEST = 100;

  /** How many parts of a datum may be looked at: some for each byte, since some have none. */
  private static final int MOST_A_BYTE = 16;

  private static final int SMALL = 10_000;

  private final ByteBuffer in;
  private long visited;

  private WireCheck(ByteBuffer in) {
    this.in = in;
  }

  /** What is wrong with the bytes after the first {@code header} ones, or null if nothing is. */
  static @Nullable String faultIn(byte[] wire, int header, Schema schema) {
    WireCheck check = new WireCheck(ByteBuffer.wrap(wire, header, wire.length - header));
    try {
      check.datum(schema, 0);
    } catch (Fault e) {
      return e.getMessage();
    }
    return check.in.hasRemaining() ? "bytes follow the datum" : null;
  }

  private void datum(Schema schema, int depth) throws Fault {
    if (++visited > SMALL + (long) MOST_A_BYTE * in.capacity()) {
      throw new Fault("more parts than its bytes can hold");
    }
    if (depth > DEEPEST) {
      throw new Fault("nested too deeply");
    }
    switch (schema.getType()) {
      case NULL -> {}
      case BOOLEAN -> {
        require(1);
        byte value = in.get();
        if (value != 0 && value != 1) {
          throw new Fault("a boolean is neither 0 nor 1");
        }
      }
      case INT -> {
        long value = varint();
        if (value != (int) value) {
          throw new Fault("an int is out of range");
        }
      }
      case LONG -> varint();
      case FLOAT -> skip(Float.BYTES);
      case DOUBLE -> skip(Double.BYTES);
      case FIXED -> skip(schema.getFixedSize());
      case BYTES -> skip(length());
      case STRING -> text();
      case ENUM -> index(schema.getEnumSymbols().size(), "an enum");
      case UNION -> {
        int branch = index(schema.getTypes().size(), "a union");
        datum(schema.getTypes().get(branch), depth + 1);
      }
      case RECORD -> {
        for (Schema.Field field : schema.getFields()) {
          datum(field.schema(), depth + 1);
        }
      }
      case ARRAY -> blocks(schema.getElementType(), false, depth);
      case MAP -> blocks(schema.getValueType(), true, depth);
    }
  }

  private void blocks(Schema element, boolean keyed, int depth) throws Fault {
    for (long count = varint(); count != 0; count = varint()) {
      int end = -1;
      if (count < 0) {
        count = -count;
        end = length() + in.position();
      }
      if (count < 0) {
        throw new Fault("a block count is out of range");
      }
      for (long i = 0; i < count; i++) {
        if (keyed) {
          text();
        }
        datum(element, depth + 1);
      }
      if (end >= 0 && end != in.position()) {
        throw new Fault("a block is not as long as it says");
      }
    }
  }

  private void text() throws Fault {
    int length = length();
    ByteBuffer utf8 = in.slice(in.position(), length);
    skip(length);
    if (isAscii(utf8)) {
      return;
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(utf8);
    } catch (CharacterCodingException e) {
      throw new Fault("a string is not UTF-8");
    }
  }

  private static boolean isAscii(ByteBuffer text) {
    for (int n = 0; n < text.limit(); n++) {
      if (text.get(n) < 0) {
        return false;
      }
    }
    return true;
  }

  private int index(int size, String what) throws Fault {
    long index = varint();
    if (index < 0 || index >= size) {
      throw new Fault(what + " has no branch " + index);
    }
    return (int) index;
  }

  private int length() throws Fault {
    long length = varint();
    if (length < 0 || length > in.remaining()) {
      throw new Fault("a length of " + length + " where " + in.remaining() + " bytes are left");
    }
    return (int) length;
  }

  private long varint() throws Fault {
    long raw = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      require(1);
      byte next = in.get();
      raw |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return (raw >>> 1) ^ -(raw & 1);
      }
    }
    throw new Fault("a number is longer than 10 bytes");
  }

  private void skip(int bytes) throws Fault {
    require(bytes);
    in.position(in.position() + bytes);
  }

  private void require(int bytes) throws Fault {
    if (in.remaining() < bytes) {
      throw new Fault("the bytes end within the datum");
    }
  }

  private static final class Fault extends Exception {
    Fault(String message) {
      super(message, null, false, false);
    }
  }
}
