package io.orderwire.verify.read;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.orderwire.verify.record.Item;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A page of a history.
 *
 * @param items in its order
 * @param cursor where the next page begins
 * @param hasMore whether there is more now
 */
record Page(List<Item> items, String cursor, boolean hasMore) {
  Page {
    items = List.copyOf(items);
  }

  /**
   * Reads the answer to {@code GET /v1/orders/events}.
   *
   * @throws IOException if it is no page
   */
  static Page read(byte[] json) throws IOException {
    List<Item> items = new ArrayList<>();
    String cursor = null;
    boolean hasMore = false;
    try (JsonParser parser = ItemJson.parser(json)) {
      parser.nextToken();
      ItemJson.requireObject(parser);
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        switch (name) {
          case "events" -> {
            while (parser.nextToken() == JsonToken.START_OBJECT) {
              items.add(ItemJson.read(parser, json));
            }
          }
          case "cursor" -> cursor = Objects.requireNonNull(parser.getText());
          case "has_more" -> hasMore = parser.getBooleanValue();
          default -> parser.skipChildren();
        }
      }
    }
    if (cursor == null) {
      throw new IOException("a page without a cursor");
    }
    return new Page(items, cursor, hasMore);
  }
}
