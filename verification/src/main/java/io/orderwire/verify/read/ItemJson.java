package io.orderwire.verify.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.orderwire.verify.record.Fingerprint;
import io.orderwire.verify.record.Item;
import io.orderwire.verify.record.Token;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;

/**
 * Reads items where they lie in bytes, so that their fingerprints are of the exact bytes that came.
 */
final class ItemJson {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Set<String> TOKEN_MEMBERS = Set.of("customer_id", "reason", "carrier");

  private ItemJson() {}

  /** A parser that stands before the first token. */
  static JsonParser parser(byte[] json) throws IOException {
    return JSON.createParser(json);
  }

  /**
   * The one item that bytes hold.
   *
   * @throws IOException if they hold anything else
   */
  static Item read(byte[] json) throws IOException {
    try (JsonParser parser = parser(json)) {
      parser.nextToken();
      Item item = read(parser, json);
      if (parser.nextToken() != null) {
        throw new IOException("more than an item");
      }
      return item;
    }
  }

  /**
   * Reads the item at whose beginning the parser stands, and leaves it at the item's end.
   *
   * @param json what the parser reads
   * @throws IOException if there is none
   */
  static Item read(JsonParser parser, byte[] json) throws IOException {
    requireObject(parser);
    int begin = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
    long sequence = -1;
    String id = null;
    long token = Token.NONE;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("data") && value == JsonToken.START_OBJECT) {
        token = token(parser);
      } else if (name.equals("sequence") && value == JsonToken.VALUE_NUMBER_INT) {
        sequence = parser.getLongValue();
      } else if (name.equals("id") && value == JsonToken.VALUE_STRING) {
        id = Objects.requireNonNull(parser.getText());
      } else {
        parser.skipChildren();
      }
    }
    int end = Math.toIntExact(parser.currentLocation().getByteOffset());
    if (parser.currentToken() != JsonToken.END_OBJECT || id == null || sequence < 0) {
      throw new IOException("not an item");
    }
    return new Item(sequence, Fingerprint.of(id), token, Fingerprint.of(json, begin, end - begin));
  }

  private static long token(JsonParser parser) throws IOException {
    long token = Token.NONE;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (value == JsonToken.VALUE_STRING && TOKEN_MEMBERS.contains(name)) {
        token = Token.parse(Objects.requireNonNull(parser.getText()));
      } else {
        parser.skipChildren();
      }
    }
    return token;
  }

  static void requireObject(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new IOException("not an object but " + parser.currentToken());
    }
  }
}
