package io.orderwire.fuzz.api;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A form of a request's body.
 *
 * @param schema as in the description, with references
 * @param examples of the description
 */
public record Body(String mediaType, JsonNode schema, List<JsonNode> examples) {
  /** Takes a copy. */
  public Body {
    examples = List.copyOf(examples);
  }

  /** Whether it is one JSON text. */
  public boolean isJson() {
    return mediaType.endsWith("/json") || mediaType.endsWith("+json");
  }
}
