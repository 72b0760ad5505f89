package io.orderwire.fuzz.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Schemas in a form that values can be made of: references followed, {@code allOf} merged, {@code
 * oneOf} and {@code anyOf} spread out into alternatives. Stateless but for what it has read.
 */
public final class Shapes {
  /** The member that tells what a schema is called in the description. */
  public static final String NAME = "x-called";

  /** In a path of members: an element of an array. */
  public static final String ELEMENT = "*";

  /** In a path of members: any member of an object whose members have no fixed names. */
  public static final String ANY = "{}";

  private static final int DEEPEST = 12;

  private final Api api;
  private final Map<String, JsonNode> byName = new LinkedHashMap<>();

  /** Of a description. */
  public Shapes(Api api) {
    this.api = api;
    for (JsonNode schema : api.at("/components/schemas")) {
      schema
          .path("properties")
          .properties()
          .forEach(p -> byName.putIfAbsent(p.getKey(), p.getValue()));
    }
  }

  /** The forms that a value by this schema can have; at least one. */
  public List<ObjectNode> alternatives(JsonNode schema) {
    if (schema.has("$ref")) {
      String reference = schema.path("$ref").asString();
      List<ObjectNode> found = new ArrayList<>();
      for (ObjectNode one : alternatives(api.at(reference.substring(1)))) {
        ObjectNode merged = one.deepCopy();
        schema.properties().stream()
            .filter(p -> !p.getKey().equals("$ref"))
            .forEach(p -> merge(merged, p.getKey(), p.getValue()));
        if (!merged.has(NAME)) {
          merged.put(NAME, reference.substring(reference.lastIndexOf('/') + 1));
        }
        found.add(merged);
      }
      return found;
    }
    List<ObjectNode> found = new ArrayList<>();
    found.add(JsonNodeFactory.instance.objectNode());
    for (JsonNode part : schema.path("allOf")) {
      found = product(found, alternatives(part));
    }
    for (String either : List.of("oneOf", "anyOf")) {
      if (schema.has(either)) {
        List<ObjectNode> all = new ArrayList<>();
        schema.path(either).forEach(one -> all.addAll(alternatives(one)));
        found = product(found, all);
      }
    }
    for (ObjectNode one : found) {
      schema.properties().stream()
          .filter(p -> !Set.of("allOf", "oneOf", "anyOf").contains(p.getKey()))
          .forEach(p -> merge(one, p.getKey(), p.getValue()));
    }
    return found;
  }

  private static List<ObjectNode> product(List<ObjectNode> some, List<ObjectNode> more) {
    List<ObjectNode> all = new ArrayList<>();
    for (ObjectNode one : some) {
      for (ObjectNode other : more) {
        ObjectNode merged = one.deepCopy();
        other.properties().forEach(p -> merge(merged, p.getKey(), p.getValue()));
        all.add(merged);
      }
    }
    return all;
  }

  private static void merge(ObjectNode into, String name, JsonNode value) {
    JsonNode before = into.path(name);
    if (before instanceof ObjectNode object && value instanceof ObjectNode more) {
      ObjectNode both = object.deepCopy();
      more.properties().forEach(p -> merge(both, p.getKey(), p.getValue()));
      into.set(name, both);
    } else if (name.equals("required") && before.isArray()) {
      Set<String> all = new LinkedHashSet<>();
      before.forEach(one -> all.add(one.asString()));
      value.forEach(one -> all.add(one.asString()));
      all.forEach(into.putArray(name)::add);
    } else {
      into.set(name, value.deepCopy());
    }
  }

  /** The members of an object, with their schemas; also those that only their names tell of. */
  public Map<String, JsonNode> members(ObjectNode shape) {
    Map<String, JsonNode> members = new LinkedHashMap<>();
    shape.path("properties").properties().forEach(p -> members.put(p.getKey(), p.getValue()));
    for (JsonNode name : shape.path("propertyNames").path("enum")) {
      members.computeIfAbsent(
          name.asString(), n -> byName.getOrDefault(n, JsonNodeFactory.instance.objectNode()));
    }
    return members;
  }

  /** Every place within values by this schema: names, {@link #ELEMENT} and {@link #ANY}. */
  public Set<List<String>> places(JsonNode schema) {
    Set<List<String>> places = new LinkedHashSet<>();
    collect(schema, List.of(), places);
    places.remove(List.<String>of());
    return places;
  }

  private void collect(JsonNode schema, List<String> at, Set<List<String>> places) {
    places.add(at);
    if (at.size() >= DEEPEST) {
      return;
    }
    for (ObjectNode shape : alternatives(schema)) {
      members(shape).forEach((name, member) -> collect(member, with(at, name), places));
      if (shape.has("items")) {
        collect(shape.path("items"), with(at, ELEMENT), places);
      }
      if (shape.path("additionalProperties").isObject()) {
        collect(shape.path("additionalProperties"), with(at, ANY), places);
      }
    }
  }

  private static List<String> with(List<String> some, String more) {
    List<String> all = new ArrayList<>(some);
    all.add(more);
    return List.copyOf(all);
  }

  /** The forms of a value that can have something at this place; all, if none can. */
  public List<ObjectNode> having(JsonNode schema, List<String> place) {
    List<ObjectNode> all = alternatives(schema);
    List<ObjectNode> some = all.stream().filter(shape -> has(shape, place)).toList();
    return some.isEmpty() ? all : some;
  }

  private boolean has(ObjectNode shape, List<String> place) {
    if (place.isEmpty()) {
      return true;
    }
    JsonNode inner = inner(shape, place.getFirst());
    List<String> rest = place.subList(1, place.size());
    return !inner.isMissingNode() && alternatives(inner).stream().anyMatch(one -> has(one, rest));
  }

  /** The schema of what is one step further in; missing, if nothing is. */
  public JsonNode inner(ObjectNode shape, String step) {
    if (step.equals(ELEMENT)) {
      return shape.path("items");
    }
    if (step.equals(ANY)) {
      return shape.path("additionalProperties");
    }
    JsonNode member = members(shape).get(step);
    return member == null ? JsonNodeFactory.instance.missingNode() : member;
  }
}
