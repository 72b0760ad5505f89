package io.orderwire.producer.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads values off a parser that stands on them, and notes every fault with its path. A reading
 * method consumes its value whole, whatever it is, so that reading can go on behind a fault; it
 * returns null (or 0) where it noted one.
 */
final class JsonCursor {

  /** Reads the value of one field. */
  interface FieldReader {
    void read(String field, String path) throws IOException;
  }

  private final JsonParser parser;
  private final Violations violations;

  JsonCursor(JsonParser parser, Violations violations) {
    this.parser = parser;
    this.violations = violations;
  }

  /** The parser, for what only the caller can read; it stands on a value. */
  JsonParser parser() {
    return parser;
  }

  /** Skips the value. */
  void skip() throws IOException {
    parser.skipChildren();
  }

  /** Reads an object of the shape; tells unknown, repeated and missing fields. */
  void object(Shape shape, String path, FieldReader reader) throws IOException {
    if (!expect(JsonToken.START_OBJECT, path, "an object")) {
      return;
    }
    long seen = 0;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      parser.nextToken();
      Integer index = shape.indexOf(field);
      if (index == null) {
        violations.add(join(path, Violations.shown(field)), "unknown field");
        parser.skipChildren();
      } else if ((seen & (1L << index)) != 0) {
        violations.add(join(path, field), "appears twice");
        parser.skipChildren();
      } else {
        seen |= 1L << index;
        reader.read(field, join(path, field));
      }
    }
    for (int i = 0; i < shape.required().size(); i++) {
      if ((seen & (1L << i)) == 0) {
        violations.add(join(path, shape.required().get(i)), "is missing");
      }
    }
  }

  /** Whether the value is of that kind; otherwise notes it and skips the value. */
  boolean expect(JsonToken token, String path, String kind) throws IOException {
    if (parser.currentToken() == token) {
      return true;
    }
    violations.add(path, "must be " + kind + ", is " + kindOf(parser.currentToken()));
    parser.skipChildren();
    return false;
  }

  /** A string without NUL and lone surrogates. */
  @Nullable String text(String path) throws IOException {
    if (!expect(JsonToken.VALUE_STRING, path, "a string")) {
      return null;
    }
    String text = Objects.requireNonNull(parser.getText());
    String fault = faultOf(text);
    if (fault != null) {
      violations.add(path, fault);
      return null;
    }
    return text;
  }

  /** An integer literal within 32 bits. */
  int integer(String path) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT) {
      violations.add(path, "must be an integer, without point and exponent");
      return 0;
    }
    if (!expect(JsonToken.VALUE_NUMBER_INT, path, "an integer")) {
      return 0;
    }
    if (parser.getNumberType() != JsonParser.NumberType.INT) {
      violations.add(path, "is out of range");
      return 0;
    }
    return parser.getIntValue();
  }

  /** What is wrong with the text as text, or null. */
  static @Nullable String faultOf(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return "contains NUL";
      }
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return "contains a lone surrogate";
        }
        i++;
      }
    }
    return null;
  }

  static String join(String path, String field) {
    return path.isEmpty() ? field : path + '.' + field;
  }

  private static String kindOf(@Nullable JsonToken token) {
    return switch (Objects.requireNonNull(token)) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a string";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE, VALUE_FALSE -> "a boolean";
      case VALUE_NULL -> "null";
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("not at a value: " + token);
    };
  }
}
