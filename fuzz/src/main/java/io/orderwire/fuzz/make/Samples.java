package io.orderwire.fuzz.make;

import io.orderwire.fuzz.api.Parameter;
import io.orderwire.fuzz.api.Shapes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Values that are right by a schema, and where they name something, name what is there. */
final class Samples {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final double OPTIONAL = 0.3;
  private static final int MOST_ELEMENTS = 3;
  private static final String TIME = "2026-11-24T06:00:00Z";

  private final Shapes shapes;
  private final Party own;
  private final RandomGenerator random;

  Samples(Shapes shapes, Party own, RandomGenerator random) {
    this.shapes = shapes;
    this.own = own;
    this.random = random;
  }

  /** A right value of a parameter, not escaped. */
  String of(Parameter parameter) {
    ObjectNode shape = any(shapes.alternatives(parameter.schema()));
    String named = named(parameter.name(), shape.path(Shapes.NAME).asString(""));
    if (named != null) {
      return named;
    }
    if (shape.path("type").asString("").equals("array")) {
      return any(shapes.alternatives(shape.path("items"))).path("enum").path(0).asString("x");
    }
    if (parameter.example().isString() && random.nextBoolean()) {
      return parameter.example().asString();
    }
    return of(shape, parameter.name(), List.of()).asString("x");
  }

  /** A right value, that has something at a place. */
  JsonNode of(JsonNode schema, String name, List<String> place) {
    ObjectNode shape = any(shapes.having(schema, place));
    if (shape.has("const")) {
      return shape.path("const");
    }
    if (shape.has("enum")) {
      return shape.path("enum").path(random.nextInt(shape.path("enum").size()));
    }
    return switch (type(shape)) {
      case "object" -> object(shape, place);
      case "array" -> array(shape, place);
      case "integer", "number" -> integer(shape);
      case "boolean" -> JSON.booleanNode(random.nextBoolean());
      default -> JSON.stringNode(string(shape, name));
    };
  }

  static String type(ObjectNode shape) {
    if (shape.has("type")) {
      return shape.path("type").asString();
    }
    return shape.has("properties") || shape.has("propertyNames") ? "object" : "string";
  }

  private ObjectNode object(ObjectNode shape, List<String> place) {
    ObjectNode object = JSON.objectNode();
    List<String> required = new ArrayList<>();
    shape.path("required").forEach(one -> required.add(one.asString()));
    List<String> rest = place.isEmpty() ? place : place.subList(1, place.size());
    int most = shape.path("maxProperties").asInt(Integer.MAX_VALUE);
    for (Map.Entry<String, JsonNode> member : shapes.members(shape).entrySet()) {
      String name = member.getKey();
      boolean wanted = !place.isEmpty() && place.getFirst().equals(name);
      boolean taken = random.nextDouble() < OPTIONAL && (most > 1 || place.isEmpty());
      if (wanted || required.contains(name) || (taken && object.size() < most)) {
        object.set(name, of(member.getValue(), name, wanted ? rest : List.of()));
      }
    }
    JsonNode others = shape.path("additionalProperties");
    if (others.isObject()) {
      object.set("colour", of(others, "colour", rest));
    }
    if (object.isEmpty() && shape.path("minProperties").asInt(0) > 0) {
      Map.Entry<String, JsonNode> first = shapes.members(shape).entrySet().iterator().next();
      object.set(first.getKey(), of(first.getValue(), first.getKey(), List.of()));
    }
    return object;
  }

  private ArrayNode array(ObjectNode shape, List<String> place) {
    ArrayNode array = JSON.arrayNode();
    List<String> rest = place.isEmpty() ? place : place.subList(1, place.size());
    int count = Math.max(1, shape.path("minItems").asInt(1)) + random.nextInt(MOST_ELEMENTS);
    for (int n = 0; n < count; n++) {
      JsonNode one = of(shape.path("items"), "", rest);
      if (one.path("line").isNumber()) {
        ((ObjectNode) one).put("line", n + 1);
      }
      boolean there = false;
      for (JsonNode other : array) {
        there |= other.equals(one);
      }
      if (!there) {
        array.add(one);
      }
    }
    return array;
  }

  private JsonNode integer(ObjectNode shape) {
    long least = shape.path("minimum").asLong(0);
    long most = Math.min(shape.path("maximum").asLong(Long.MAX_VALUE), least + 20);
    return JSON.numberNode(least + random.nextLong(most - least + 1));
  }

  private String string(ObjectNode shape, String name) {
    if (shape.path(Shapes.NAME).asString("").equals("PartnerId") && random.nextBoolean()) {
      return "fz-" + Long.toHexString(random.nextLong());
    }
    String named = named(name, shape.path(Shapes.NAME).asString(""));
    if (named != null) {
      return named;
    }
    if (shape.path("format").asString("").equals("uuid")) {
      return new UUID(random.nextLong(), random.nextLong()).toString();
    }
    if (shape.path("format").asString("").equals("date-time")) {
      return TIME;
    }
    if (shape.has("pattern")) {
      return PatternText.of(shape.path("pattern").asString(), random);
    }
    int least = shape.path("minLength").asInt(1);
    return "x".repeat(Math.max(least, 1 + random.nextInt(12)));
  }

  /** What is meant by a name, if it is known. */
  private @Nullable String named(String name, String schema) {
    String item = Party.pick(own.items(), random, "AAAA");
    switch (schema) {
      case "ItemId" -> {
        return item;
      }
      case "OrderId" -> {
        return Party.pick(own.orders(), random, "ord-1");
      }
      case "AttemptCursor" -> {
        return Party.pick(own.attempts(), random, "A".repeat(20));
      }
      case "PartnerId" -> {
        return own.id();
      }
      case "Place" -> {
        return Bytes.one(random, "now", "beginning", item, TIME);
      }
      default -> {}
    }
    return switch (name) {
      case "endpoint_id" -> Party.pick(own.endpoints(), random, "we_" + "A".repeat(22));
      case "key_id" -> Party.pick(own.keyIds(), random, "k-1");
      case "partner_id" -> own.id();
      case "order_id" -> Party.pick(own.orders(), random, "ord-1");
      case "url" -> own.hook() + "/" + random.nextInt(100);
      case "description" -> own.marker();
      case "If-Match" -> Bytes.one(random, "*", "*", "*", "\"1\"");
      case "If-None-Match" -> Bytes.one(random, "W/\"5d41402a\"", "*", "\"1\"");
      case "Accept-Encoding" -> Bytes.one(random, "gzip", "identity", "gzip;q=0.5, *;q=0");
      case "Content-Encoding" -> "identity";
      case "Prefer" -> Bytes.one(random, "wait=1", "return=minimal");
      default -> null;
    };
  }

  private ObjectNode any(List<ObjectNode> some) {
    return some.get(random.nextInt(some.size()));
  }
}
