package io.orderwire.fuzz.api;

import tools.jackson.databind.JsonNode;

/**
 * A parameter of an operation.
 *
 * @param schema as in the description, with references
 * @param example a value for it, or a missing node
 */
public record Parameter(String name, In in, boolean required, JsonNode schema, JsonNode example) {

  /** Where it stands. */
  public enum In {
    /** A segment of the path. */
    PATH,
    /** In the query. */
    QUERY,
    /** A header field. */
    HEADER
  }

  /** As people are told of it. */
  public String described() {
    return in.name().toLowerCase(java.util.Locale.ROOT) + " " + name;
  }
}
