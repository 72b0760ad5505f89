package io.orderwire.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** An OpenAPI 3.1 document, to hold answers against. Schemas are JSON Schema 2020-12. */
public final class OpenApi {
  private static final String BASE = "https://orderwire.invalid/";
  private static final YAMLMapper YAML = new YAMLMapper();

  private final String name;
  private final JsonNode document;
  private final SchemaRegistry schemas;

  private OpenApi(String name, JsonNode document) {
    this.name = name;
    this.document = document;
    this.schemas =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemas(Map.of(BASE + name, document.toString())));
  }

  /** The document of this name in docs/api. */
  public static OpenApi read(String name) {
    Path file = Path.of(System.getProperty("orderwire.root"), "docs", "api", name);
    return new OpenApi(name, YAML.readTree(file.toFile()));
  }

  /**
   * The answer is one of those that the document names for the operation: status, media type,
   * required header fields and body.
   */
  public void assertDescribes(String method, String path, Answer answer) {
    JsonNode operation = document.path("paths").path(path).path(method);
    assertThat(operation.isObject()).as("%s %s is in %s", method, path, name).isTrue();
    String status = String.valueOf(answer.status());
    String where = "/paths/" + escape(path) + "/" + method + "/responses/" + status;
    JsonNode response = document.at(where);
    if (response.has("$ref")) {
      where = response.path("$ref").asString().substring(1);
      response = document.at(where);
    }
    assertThat(response.isObject())
        .as("%s %s answered %s, which is not described: %s", method, path, status, answer.text())
        .isTrue();
    if (answer.body().length == 0) {
      return;
    }
    String type = answer.header("Content-Type").replaceAll(";.*", "");
    assertThat(response.path("content").has(type))
        .as("%s %s %s has %s", method, path, status, type)
        .isTrue();
    if (type.endsWith("json") && !type.endsWith("ndjson")) {
      assertValid(where + "/content/" + escape(type) + "/schema", answer.text());
    }
  }

  /** The JSON text is valid by the schema at this pointer into the document. */
  void assertValid(String pointer, String json) {
    Schema schema = schemas.getSchema(SchemaLocation.of(BASE + name + "#" + pointer));
    assertThat(schema.validate(json, com.networknt.schema.InputFormat.JSON))
        .as("%s against %s of %s", json, pointer, name)
        .isEmpty();
  }

  /** Every code that the document names anywhere. */
  Set<String> codes() {
    Set<String> codes = new TreeSet<>();
    collectCodes(document, codes);
    return codes;
  }

  private static void collectCodes(JsonNode node, Set<String> codes) {
    JsonNode code = node.path("code");
    if (code.has("const")) {
      codes.add(code.path("const").asString());
    }
    code.path("enum").forEach(one -> codes.add(one.asString()));
    node.forEach(child -> collectCodes(child, codes));
  }

  private static String escape(String segment) {
    return segment.replace("~", "~0").replace("/", "~1");
  }
}
