package io.orderwire.schemas.gate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;

/** The record schemas of a folder of {@code .avsc} files that refer to each other by name. */
final class AvroFiles {
  private static final ObjectMapper JSON = new ObjectMapper();

  private AvroFiles() {}

  /** By full record name. */
  static Map<String, Schema> parse(Path folder) {
    SchemaParser parser = new SchemaParser();
    try {
      for (Path file : in(folder)) {
        parser.parse(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return byName(parser);
  }

  /** The same for schemas given as texts. */
  static Map<String, Schema> parse(String... schemas) {
    SchemaParser parser = new SchemaParser();
    for (String schema : schemas) {
      parser.parse(schema);
    }
    return byName(parser);
  }

  private static Map<String, Schema> byName(SchemaParser parser) {
    Map<String, Schema> byName = new TreeMap<>();
    parser.getParsedNamedSchemas().forEach(schema -> byName.put(schema.getFullName(), schema));
    return byName;
  }

  /** The files of a folder, in the order of their names. */
  static List<Path> in(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".avsc")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file as JSON. */
  static JsonNode json(Path file) {
    try {
      return JSON.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
