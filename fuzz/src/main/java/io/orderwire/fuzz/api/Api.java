package io.orderwire.fuzz.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** One OpenAPI 3.1 document. Safe for use by many threads, as nothing changes it. */
public final class Api {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "patch", "head", "options", "trace");

  private final Service service;
  private final String text;
  private final JsonNode document;
  private final List<Operation> operations = new ArrayList<>();

  private Api(Service service, String text) {
    this.service = service;
    this.text = text;
    this.document = YAML.readTree(text);
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        if (METHODS.contains(method.getKey())) {
          operations.add(operation(path.getKey(), path.getValue(), method.getKey()));
        }
      }
    }
  }

  /** A description from its text. */
  public static Api of(Service service, String yaml) {
    return new Api(service, yaml);
  }

  /** The description of a service in a directory. */
  public static Api read(Path directory, Service service) throws IOException {
    return of(service, Files.readString(directory.resolve(service.code() + ".yaml")));
  }

  private Operation operation(String path, JsonNode item, String method) {
    JsonNode node = item.path(method);
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    for (JsonNode from : List.of(item.path("parameters"), node.path("parameters"))) {
      for (JsonNode given : from) {
        JsonNode known = resolved(given);
        String in = known.path("in").asString().toUpperCase(Locale.ROOT);
        parameters.put(
            in + known.path("name").asString(),
            new Parameter(
                known.path("name").asString(),
                Parameter.In.valueOf(in),
                known.path("required").asBoolean(false),
                known.path("schema"),
                known.path("example")));
      }
    }
    List<Body> bodies = new ArrayList<>();
    for (Map.Entry<String, JsonNode> content :
        resolved(node.path("requestBody")).path("content").properties()) {
      bodies.add(body(content.getKey(), content.getValue()));
    }
    JsonNode security = node.has("security") ? node.path("security") : document.path("security");
    return new Operation(
        this,
        node.path("operationId").asString(method + " " + path),
        method.toUpperCase(Locale.ROOT),
        path,
        List.copyOf(parameters.values()),
        bodies,
        !security.isEmpty(),
        "/paths/" + path.replace("~", "~0").replace("/", "~1") + "/" + method);
  }

  private static Body body(String mediaType, JsonNode content) {
    List<JsonNode> examples = new ArrayList<>();
    if (content.has("example")) {
      examples.add(content.path("example"));
    }
    content.path("examples").forEach(example -> examples.add(example.path("value")));
    return new Body(mediaType, content.path("schema"), examples);
  }

  /** Whose it is. */
  public Service service() {
    return service;
  }

  /** As it is published. */
  public String text() {
    return text;
  }

  /** All of it. */
  public JsonNode document() {
    return document;
  }

  /** In the order of the document. */
  public List<Operation> operations() {
    return List.copyOf(operations);
  }

  /** A node, or a missing one. */
  public JsonNode at(String pointer) {
    return document.at(pointer);
  }

  /** The node that a reference leads to, or the node itself where it is none. */
  public JsonNode resolved(JsonNode node) {
    JsonNode current = node;
    while (current.has("$ref")) {
      current = document.at(current.path("$ref").asString().substring(1));
    }
    return current;
  }

  /** The pointer that this one leads to, with a reference there followed; null for nothing. */
  @Nullable String follow(String pointer) {
    String where = pointer;
    JsonNode node = document.at(where);
    while (node.has("$ref")) {
      where = node.path("$ref").asString().substring(1);
      node = document.at(where);
    }
    return node instanceof MissingNode ? null : where;
  }
}
