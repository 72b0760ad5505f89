package io.orderwire.fuzz.http;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What came back, as bytes in characters of Latin-1.
 *
 * @param status of the last answer that was read; 0 if there was none
 * @param fields header fields, names in lower case
 * @param unending whether it was still going on when reading was ended: a stream
 * @param fault what was wrong with it as HTTP, or that it did not come; or null
 * @param more what came behind it, on a connection that was to be closed
 */
public record Answer(
    int status,
    String reason,
    List<Field> fields,
    String body,
    boolean unending,
    @Nullable String fault,
    String more) {
  /** Takes a copy. */
  public Answer {
    fields = List.copyOf(fields);
  }

  /** A header field. */
  public record Field(String name, String value) {}

  /** None, for this reason. */
  static Answer none(String fault) {
    return new Answer(0, "", List.of(), "", false, fault, "");
  }

  /** The first field of a name; empty if there is none. */
  public String header(String name) {
    String wanted = name.toLowerCase(Locale.ROOT);
    for (Field field : fields) {
      if (field.name().equals(wanted)) {
        return field.value();
      }
    }
    return "";
  }

  /** The media type without its parameters. */
  public String mediaType() {
    String type = header("content-type");
    int end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  /** All of it. */
  public String text() {
    StringBuilder all = new StringBuilder().append(status).append(' ').append(reason).append('\n');
    fields.forEach(f -> all.append(f.name()).append(": ").append(f.value()).append('\n'));
    return all.append('\n').append(body).toString();
  }
}
