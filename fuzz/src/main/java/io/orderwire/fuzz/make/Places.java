package io.orderwire.fuzz.make;

import io.orderwire.fuzz.api.Shapes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON document in which places are made wrong. What is put there need not be JSON: a mark stands
 * for it until the text is made. For one thread.
 */
final class Places {
  private static final double REMOVED = 0.08;
  private static final double TWICE = 0.14;
  private static final double RENAMED = 0.20;
  private static final double STRANGER = 0.25;

  private final JsonNode root;
  private final Map<String, String> marks = new LinkedHashMap<>();
  private String whole = "";

  Places(JsonNode root) {
    this.root = root.deepCopy();
  }

  /** All of it, as {@link Bytes}. */
  String text() {
    String text = whole.isEmpty() ? Bytes.of(root.toString()) : whole;
    for (Map.Entry<String, String> mark : marks.entrySet()) {
      text = text.replace('"' + mark.getKey() + '"', mark.getValue());
    }
    return text;
  }

  /** The elements of an array, or the one value, each on a line of its own. */
  String lines() {
    String text = text();
    return root.isArray() && text.startsWith("[") && marks.isEmpty()
        ? Bytes.of(String.join("\n", root.valueStream().map(JsonNode::toString).toList()))
        : text;
  }

  /** Makes a place wrong, where it is there; says how. */
  String change(
      List<String> place, ObjectNode shape, RandomGenerator random, Known known, Party own) {
    String last = place.getLast();
    JsonNode parent = root;
    for (String step : place.subList(0, place.size() - 1)) {
      parent = step(parent, step);
    }
    String name = String.join(".", place);
    if (parent instanceof ArrayNode array && !array.isEmpty()) {
      String right = array.path(0).toString();
      array.set(0, mark(BadJson.any(random, right, shape, known, own)));
      return "a bad element of " + name;
    }
    if (!(parent instanceof ObjectNode object)) {
      return "nothing at " + name;
    }
    String member = last.equals(Shapes.ANY) ? first(object) : last;
    JsonNode before = object.path(member);
    String right = before.isString() ? before.asString() : before.toString();
    double way = random.nextDouble();
    if (way < REMOVED) {
      object.remove(member);
      return "no " + name;
    }
    String bad = BadJson.any(random, right, shape, known, own);
    if (way < TWICE) {
      object.put(
          member,
          mark(before.toString() + ",\"" + Bytes.json(Bytes.of(member), true) + "\":" + bad));
      return name + " twice";
    }
    if (way < RENAMED) {
      object.remove(member);
      object.put(mark(BadJson.quoted(random, BadTexts.any(random, member, shape, known, own))), 1);
      return name + " by another name";
    }
    if (way < STRANGER) {
      object.put(member + random.nextInt(10), "stranger");
      return "a stranger beside " + name;
    }
    object.put(member, mark(bad));
    return "a bad " + name;
  }

  private static String first(ObjectNode object) {
    return object.isEmpty() ? "colour" : object.propertyNames().iterator().next();
  }

  private static JsonNode step(JsonNode node, String step) {
    if (step.equals(Shapes.ELEMENT)) {
      return node.path(0);
    }
    if (step.equals(Shapes.ANY)) {
      return node instanceof ObjectNode object ? node.path(first(object)) : node.path(0);
    }
    return node.path(step);
  }

  private String mark(String bytes) {
    String mark = "@@" + marks.size() + "@@";
    marks.put(mark, bytes);
    return mark;
  }
}
