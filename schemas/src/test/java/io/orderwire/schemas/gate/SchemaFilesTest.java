package io.orderwire.schemas.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderwire.schemas.Encoding;
import io.orderwire.schemas.Topic;
import io.orderwire.schemas.TopicCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** The gate itself, and house rules for the files. How to release is in this module's README. */
final class SchemaFilesTest {
  private static final Path CURRENT = Path.of("src/main/avro");
  private static final Path RELEASED = Path.of("src/released/avro");

  @Test
  void read_everything_that_a_released_version_wrote() throws IOException {
    List<String> problems = new ArrayList<>();
    List<Path> versions;
    try (Stream<Path> folders = Files.list(RELEASED)) {
      versions = folders.filter(Files::isDirectory).sorted().toList();
    }
    Map<String, Schema> current = AvroFiles.parse(CURRENT);
    for (Path version : versions) {
      problems.addAll(
          CompatibilityGate.check(
              version.getFileName().toString(), AvroFiles.parse(version), current));
    }

    assertThat(versions).isNotEmpty();
    assertThat(problems)
        .as("An edit in src/main/avro breaks readers of data that released versions wrote")
        .isEmpty();
  }

  @Test
  void hold_one_record_each_of_the_file_s_name() {
    for (Path file : AvroFiles.in(CURRENT)) {
      JsonNode json = AvroFiles.json(file);
      assertThat(json.path("type").asText()).as(file.toString()).isEqualTo("record");
      assertThat(json.path("name").asText() + ".avsc").isEqualTo(file.getFileName().toString());
      assertThat(json.path("namespace").asText()).isEqualTo("io.orderwire.avro");
      assertThat(json.findValuesAsText("name"))
          .as("names defined in " + file)
          .hasSize(1 + json.path("fields").size());
    }
  }

  @Test
  void document_each_record_and_field() {
    AvroFiles.parse(CURRENT)
        .values()
        .forEach(
            record -> {
              assertThat(record.getDoc()).as(record.getFullName()).isNotBlank();
              for (Schema.Field field : record.getFields()) {
                assertThat(field.doc()).as(record.getFullName() + "." + field.name()).isNotBlank();
              }
            });
  }

  @Test
  void name_fields_in_snake_case() {
    AvroFiles.parse(CURRENT)
        .values()
        .forEach(
            record ->
                assertThat(record.getFields())
                    .as(record.getFullName())
                    .allSatisfy(field -> assertThat(field.name()).matches("[a-z]+(_[a-z]+)*")));
  }

  @Test
  void hold_every_record_of_the_catalogue() {
    Map<String, Schema> files = AvroFiles.parse(CURRENT);
    for (Topic topic : TopicCatalogue.all()) {
      for (Encoding encoding : List.of(topic.key(), topic.value())) {
        if (encoding instanceof Encoding.Avro avro) {
          assertThat(files.keySet())
              .containsAll(avro.schemas().stream().map(Schema::getFullName).toList());
        }
      }
    }
  }
}
