package io.orderwire.delivery.webhook.management;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON Merge Patch (RFC 7396, section 2) of objects. */
final class MergePatch {
  private MergePatch() {}

  /** Changes the target: members of the patch replace, nulls remove, objects are merged. */
  static void apply(ObjectNode target, ObjectNode patch) {
    patch.forEachEntry(
        (name, value) -> {
          if (value.isNull()) {
            target.remove(name);
          } else if (value instanceof ObjectNode members) {
            JsonNode present = target.path(name);
            apply(present instanceof ObjectNode object ? object : target.putObject(name), members);
          } else {
            target.set(name, value);
          }
        });
  }
}
