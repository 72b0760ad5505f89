package io.orderwire.delivery.webhook.management;

import io.orderwire.delivery.http.ErrorCode;
import io.orderwire.delivery.http.Problem;
import io.orderwire.delivery.http.Query;
import io.orderwire.delivery.http.RefusedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * The members of a JSON object that was sent. What is unknown, of another type or out of range is
 * refused, and the problem's {@code parameter} names it, as {@code limits.timeout_seconds}. A null
 * member is an absent one.
 */
final class Fields {
  private final JsonNode json;
  private final String path;

  private Fields(JsonNode json, String path) {
    this.json = json;
    this.path = path;
  }

  /** The members of an object; refuses any other than the known ones. */
  static Fields of(JsonNode object, Set<String> known) {
    return of(object, "", known);
  }

  private static Fields of(JsonNode object, String path, Set<String> known) {
    for (String name : object.propertyNames()) {
      if (!known.contains(name)) {
        throw refused(
            path + name,
            "There is no member "
                + Query.shown(path + name)
                + " here; there is "
                + known.stream().sorted().collect(Collectors.joining(", "))
                + ".");
      }
    }
    return new Fields(object, path);
  }

  /** Text of 1 to {@code longest} characters. */
  Optional<String> text(String name, int longest) {
    return member(name)
        .map(
            value -> {
              if (!value.isString()
                  || value.asString().isEmpty()
                  || value.asString().length() > longest) {
                throw broken(name, "must be text of 1 to " + longest + " characters.");
              }
              return value.asString();
            });
  }

  /** A whole number. */
  OptionalInt whole(String name, int least, int most) {
    Optional<JsonNode> value = member(name);
    if (value.isEmpty()) {
      return OptionalInt.empty();
    }
    JsonNode number = value.get();
    if (!number.isIntegralNumber()
        || !number.canConvertToInt()
        || number.asInt() < least
        || number.asInt() > most) {
      throw broken(name, "must be a whole number from " + least + " to " + most + ".");
    }
    return OptionalInt.of(number.asInt());
  }

  /** True or false. */
  Optional<Boolean> flag(String name) {
    return member(name)
        .map(
            value -> {
              if (!value.isBoolean()) {
                throw broken(name, "must be true or false.");
              }
              return value.asBoolean();
            });
  }

  /** One of a few words. */
  <T> Optional<T> oneOf(String name, T[] values, Function<T, String> wireName) {
    return member(name).map(value -> word(name, value, values, wireName));
  }

  /** A list of some of a few words, at least one, each once. */
  <T> Set<T> someOf(String name, T[] values, Function<T, String> wireName) {
    Optional<JsonNode> list = member(name);
    if (list.isEmpty()) {
      return Set.of();
    }
    List<T> named = new ArrayList<>();
    list(name, list.get(), values.length)
        .forEach(value -> named.add(word(name, value, values, wireName)));
    return distinct(name, named);
  }

  /** A list of texts, 1 to {@code most} of them, each once. */
  Optional<Set<String>> texts(String name, int most) {
    return member(name)
        .map(
            list -> {
              List<String> texts = new ArrayList<>();
              for (JsonNode value : list(name, list, most)) {
                if (!value.isString()) {
                  throw broken(name, "must be a list of texts.");
                }
                texts.add(value.asString());
              }
              return distinct(name, texts);
            });
  }

  /** An object. */
  Optional<Fields> object(String name, Set<String> known) {
    return member(name)
        .map(
            value -> {
              if (!value.isObject()) {
                throw broken(name, "must be an object.");
              }
              return of(value, path + name + ".", known);
            });
  }

  /** What is answered where a member breaks a rule. */
  RefusedException broken(String name, String rule) {
    return refused(path + name, path + name + " " + rule);
  }

  private Optional<JsonNode> member(String name) {
    JsonNode value = json.path(name);
    return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(value);
  }

  private JsonNode list(String name, JsonNode list, int most) {
    if (!list.isArray() || list.isEmpty() || list.size() > most) {
      throw broken(name, "must be a list of 1 to " + most + ".");
    }
    return list;
  }

  private <T> Set<T> distinct(String name, List<T> values) {
    Set<T> distinct = Set.copyOf(values);
    if (distinct.size() != values.size()) {
      throw broken(name, "names something twice.");
    }
    return distinct;
  }

  private <T> T word(String name, JsonNode value, T[] values, Function<T, String> wireName) {
    return Arrays.stream(values)
        .filter(one -> value.isString() && value.asString().equals(wireName.apply(one)))
        .findFirst()
        .orElseThrow(
            () ->
                broken(
                    name,
                    "must be "
                        + Arrays.stream(values).map(wireName).collect(Collectors.joining(" or "))
                        + "."));
  }

  private static RefusedException refused(String name, String detail) {
    return new RefusedException(
        Problem.of(ErrorCode.INVALID_PARAMETER, detail).with("parameter", Query.shown(name)));
  }
}
