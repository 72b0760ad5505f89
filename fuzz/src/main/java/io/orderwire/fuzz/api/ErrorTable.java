package io.orderwire.fuzz.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The codes of docs/errors.md, with their status and who answers with them. */
public final class ErrorTable {
  private static final Pattern ROW =
      Pattern.compile("^\\| `([a-z_]+)` \\| (\\d{3}) \\| ([pio ]+) \\|", Pattern.MULTILINE);

  private final Map<String, Row> rows = new HashMap<>();

  private record Row(int status, String services) {}

  /** The table in a document. */
  public ErrorTable(String markdown) {
    Matcher row = ROW.matcher(markdown);
    while (row.find()) {
      rows.put(row.group(1), new Row(Integer.parseInt(row.group(2)), row.group(3)));
    }
  }

  /** The table in a file. */
  public static ErrorTable read(Path file) throws IOException {
    return new ErrorTable(Files.readString(file));
  }

  /** Whether the service may answer with this code and this status. */
  public boolean has(Service service, String code, int status) {
    Row row = rows.get(code);
    return row != null && row.status == status && row.services.indexOf(service.letter()) >= 0;
  }

  /** How many codes there are. */
  public int size() {
    return rows.size();
  }
}
