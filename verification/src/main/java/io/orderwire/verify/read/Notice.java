package io.orderwire.verify.read;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderwire.verify.record.Item;
import java.io.IOException;

/** What the body of a webhook request holds. */
sealed interface Notice {
  /** An item, in the format {@code full}. */
  record Delivered(Item item) implements Notice {}

  /** The question whether requests are wanted here, to be answered with the challenge. */
  record Handshake(String challenge) implements Notice {}

  /** Something else that is no item. */
  record Message(String type) implements Notice {}

  /**
   * Reads a body.
   *
   * @param webhookId begins with {@code msg_} where it is no item
   * @throws IOException if it is neither
   */
  static Notice read(String webhookId, byte[] body) throws IOException {
    return webhookId.startsWith("msg_") ? message(body) : new Delivered(item(body));
  }

  private static Notice message(byte[] body) throws IOException {
    var message = new ObjectMapper().readTree(body);
    String type = message.path("type").asText();
    return type.equals("endpoint.verification")
        ? new Handshake(message.path("data").path("challenge").asText())
        : new Message(type);
  }

  private static Item item(byte[] body) throws IOException {
    try (JsonParser parser = ItemJson.parser(body)) {
      parser.nextToken();
      ItemJson.requireObject(parser);
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        if (name.equals("data")) {
          return ItemJson.read(parser, body);
        }
        parser.skipChildren();
      }
    }
    throw new IOException("a request without data");
  }
}
