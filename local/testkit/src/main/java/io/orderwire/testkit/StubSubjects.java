package io.orderwire.testkit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderwire.testkit.StubRegistry.Reply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaParseException;

/** What a stub registry knows. All methods are synchronized. */
final class StubSubjects {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> schemas = new ArrayList<>();
  private final Map<String, List<Integer>> subjects = new HashMap<>();
  private final Map<String, String> compatibility = new HashMap<>();

  synchronized int add(String subject, String schema) {
    int index = schemas.indexOf(schema);
    if (index < 0) {
      schemas.add(schema);
      index = schemas.size() - 1;
    }
    List<Integer> versions = subjects.computeIfAbsent(subject, name -> new ArrayList<>());
    if (!versions.contains(index + 1)) {
      versions.add(index + 1);
    }
    return index + 1;
  }

  synchronized Reply byId(String id) {
    int number = Integer.parseInt(id);
    if (number < 1 || number > schemas.size()) {
      return Reply.error(404, 40403, "Schema " + id + " not found");
    }
    return Reply.of(200, JSON.createObjectNode().put("schema", schemas.get(number - 1)));
  }

  synchronized Reply register(String subject, String schema) {
    try {
      Schema parsed = new Schema.Parser().parse(schema);
      if (compatibility.getOrDefault(subject, "NONE").startsWith("BACKWARD")
          && !readsAll(parsed, subjects.getOrDefault(subject, List.of()))) {
        return Reply.error(409, 409, "Schema being registered is incompatible");
      }
    } catch (SchemaParseException e) {
      return Reply.error(422, 42201, "Invalid schema");
    }
    return Reply.of(200, JSON.createObjectNode().put("id", add(subject, schema)));
  }

  private boolean readsAll(Schema reader, List<Integer> versions) {
    return versions.stream()
        .map(id -> new Schema.Parser().parse(schemas.get(id - 1)))
        .map(writer -> SchemaCompatibility.checkReaderWriterCompatibility(reader, writer))
        .allMatch(pair -> pair.getType() == SchemaCompatibilityType.COMPATIBLE);
  }

  synchronized Reply lookUp(String subject, String schema) {
    List<Integer> versions = subjects.get(subject);
    if (versions == null) {
      return Reply.error(404, 40401, "Subject '" + subject + "' not found.");
    }
    int version = versions.indexOf(schemas.indexOf(schema) + 1);
    return version < 0
        ? Reply.error(404, 40403, "Schema not found")
        : Reply.of(200, described(subject, versions, version + 1));
  }

  synchronized Reply version(String subject, String version) {
    List<Integer> versions = subjects.get(subject);
    if (versions == null) {
      return Reply.error(404, 40401, "Subject '" + subject + "' not found.");
    }
    int number = version.equals("latest") ? versions.size() : Integer.parseInt(version);
    return number < 1 || number > versions.size()
        ? Reply.error(404, 40402, "Version " + version + " not found.")
        : Reply.of(200, described(subject, versions, number));
  }

  private ObjectNode described(String subject, List<Integer> versions, int version) {
    int id = versions.get(version - 1);
    return JSON.createObjectNode()
        .put("subject", subject)
        .put("version", version)
        .put("id", id)
        .put("schema", schemas.get(id - 1));
  }

  synchronized Reply compatibility(String subject) {
    String level = compatibility.get(subject);
    return level == null
        ? Reply.error(404, 40408, "Subject '" + subject + "' does not have it configured")
        : Reply.of(200, JSON.createObjectNode().put("compatibilityLevel", level));
  }

  synchronized Reply setCompatibility(String subject, String level) {
    compatibility.put(subject, level);
    return Reply.of(200, JSON.createObjectNode().put("compatibility", level));
  }
}
