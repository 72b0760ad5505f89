package io.orderwire.system;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An item as a partner sees it.
 *
 * @param id its id
 * @param sequence its sequence
 * @param type its type
 * @param raw its JSON, to the byte
 */
public record Item(String id, long sequence, String type, String raw) {
  private static final JsonMapper JSON = JsonMapper.shared();

  static Item of(String raw) {
    JsonNode json = JSON.readTree(raw);
    return new Item(
        json.path("id").asString(),
        json.path("sequence").asLong(),
        json.path("type").asString(),
        raw);
  }

  /** Its JSON. */
  public JsonNode json() {
    return JSON.readTree(raw);
  }

  /** The items of a page's array, each as the very text that stands in the page. */
  static List<Item> ofPage(String page, String arrayName) {
    int start = page.indexOf('[', page.indexOf('"' + arrayName + '"'));
    List<Item> items = new ArrayList<>();
    int depth = 0;
    int itemStart = -1;
    boolean inString = false;
    for (int at = start + 1; at < page.length(); at++) {
      char c = page.charAt(at);
      if (inString) {
        if (c == '\\') {
          at++;
        } else if (c == '"') {
          inString = false;
        }
      } else if (c == '"') {
        inString = true;
      } else if (c == '{') {
        if (depth++ == 0) {
          itemStart = at;
        }
      } else if (c == '}') {
        if (--depth == 0) {
          items.add(of(page.substring(itemStart, at + 1)));
        }
      } else if (c == ']' && depth == 0) {
        return items;
      }
    }
    throw new IllegalArgumentException("no array " + arrayName + " in " + page);
  }
}
