package io.orderwire.delivery.admin;

import io.orderwire.delivery.http.ErrorCode;
import io.orderwire.delivery.http.RefusedException;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the bodies of operators' requests. */
final class JsonBody {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonBody() {}

  /** The JSON object of a body; refuses anything else, and members that are not known. */
  static JsonNode object(byte[] body, Set<String> known) {
    JsonNode json;
    try {
      json = JSON.readTree(body);
    } catch (JacksonException e) {
      throw RefusedException.of(ErrorCode.INVALID_JSON, "The body is not one JSON object.");
    }
    if (!json.isObject()) {
      throw RefusedException.of(ErrorCode.INVALID_JSON, "The body is not one JSON object.");
    }
    for (String name : json.propertyNames()) {
      if (!known.contains(name)) {
        throw RefusedException.of(
            ErrorCode.INVALID_PARAMETER, "There is no member " + name + " here.");
      }
    }
    return json;
  }

  /** A member that is a sequence; refuses its absence, too. */
  static long sequence(JsonNode json, String name) {
    JsonNode given = json.path(name);
    if (!given.isIntegralNumber() || !given.canConvertToLong() || given.asLong() < 1) {
      throw Refusals.invalid(name + " must be a sequence: a whole number from 1.");
    }
    return given.asLong();
  }
}
