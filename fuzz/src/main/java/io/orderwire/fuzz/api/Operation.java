package io.orderwire.fuzz.api;

import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * One operation of a service.
 *
 * @param method in capitals
 * @param path with parameters in braces
 * @param bodies the forms of the request's body; none where there is none
 * @param secured whether credentials are needed
 * @param pointer where it is in the description, as a JSON pointer
 */
public record Operation(
    Api api,
    String id,
    String method,
    String path,
    List<Parameter> parameters,
    List<Body> bodies,
    boolean secured,
    String pointer) {
  /** Takes copies. */
  public Operation {
    parameters = List.copyOf(parameters);
    bodies = List.copyOf(bodies);
  }

  /** What it is called in commands and reports: {@code service:operationId}. */
  public String name() {
    return api.service().code() + ":" + id;
  }

  /** Whether an address leads here, by its path. */
  public boolean matches(String decodedPath) {
    return Pattern.matches(
        path.replaceAll("[^{}/A-Za-z0-9_-]", "\\\\$0").replaceAll("\\{[^}]*}", "[^/]+"),
        decodedPath);
  }

  /** The pointer to an answer's description, with references followed; or null. */
  public @org.jspecify.annotations.Nullable String answer(int status) {
    return api.follow(pointer + "/responses/" + status);
  }

  /** An answer's description; missing if there is none. */
  public JsonNode answerNode(int status) {
    String where = answer(status);
    return api.at(where == null ? "/nothing" : where);
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
