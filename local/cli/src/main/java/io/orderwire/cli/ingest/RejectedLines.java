package io.orderwire.cli.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.orderwire.schemas.Violation;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The file of the lines that were not accepted: one JSON object a line with the line's number, the
 * reasons and the line as it was. Made with the first of them; an older file of that name is
 * removed at the start. Safe for use by many threads.
 */
final class RejectedLines implements AutoCloseable {
  private static final JsonFactory JSON = new JsonFactory();

  private final Path file;
  private @Nullable JsonGenerator out;
  private long count;

  /** Rejected lines to a file, which is removed if it is there. */
  RejectedLines(Path file) throws IOException {
    this.file = file;
    Files.deleteIfExists(file);
  }

  /** Where they are. */
  Path file() {
    return file;
  }

  /** How many there are. */
  synchronized long count() {
    return count;
  }

  /**
   * Notes a line.
   *
   * @param number its number, from 1
   * @param line its bytes, or what was kept of them
   */
  synchronized void add(long number, byte[] line, List<Violation> violations) throws IOException {
    JsonGenerator json = out;
    if (json == null) {
      OutputStream stream = Files.newOutputStream(file);
      json = JSON.createGenerator(stream);
      json.setRootValueSeparator(new SerializedString("\n"));
      out = json;
    }
    count++;
    json.writeStartObject();
    json.writeNumberField("line", number);
    json.writeArrayFieldStart("violations");
    for (Violation violation : violations) {
      json.writeStartObject();
      json.writeStringField("field", violation.field());
      json.writeStringField("reason", violation.reason());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringField("text", new String(line, StandardCharsets.UTF_8));
    json.writeEndObject();
  }

  @Override
  public synchronized void close() throws IOException {
    JsonGenerator json = out;
    if (json != null) {
      json.writeRaw('\n');
      json.close();
    }
  }
}
