package io.orderwire.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of errors names what the services answer with, and nothing else. */
class ErrorTableTest {
  private static final Path ROOT = Path.of(System.getProperty("orderwire.root"));
  private static final Pattern ROW =
      Pattern.compile("^\\| `([a-z_]+)` \\| (\\d{3}) \\| ([pio ]+) \\|", Pattern.MULTILINE);
  private static final Pattern CONSTANT =
      Pattern.compile("^  ([A-Z_]+)\\((\\d{3}), \"", Pattern.MULTILINE);

  @Test
  void has_each_code_of_the_partner_api_with_its_status() throws IOException {
    assertThat(table("p"))
        .isEqualTo(codes("delivery-adapters/src/main/java/io/orderwire/delivery/http"));
  }

  @Test
  void has_each_code_of_the_producer_api_with_its_status() throws IOException {
    assertThat(table("i")).isEqualTo(codes("producer/service/src/main/java/io/orderwire/ingest"));
  }

  @Test
  void has_each_code_that_an_openapi_document_names() throws IOException {
    for (Map.Entry<String, String> document :
        Map.of("p", "partner.yaml", "i", "producer.yaml", "o", "operator.yaml").entrySet()) {
      Set<String> named = OpenApi.read(document.getValue()).codes();
      assertThat(named).as(document.getValue()).isNotEmpty();
      assertThat(table(document.getKey()).keySet()).as(document.getValue()).containsAll(named);
    }
  }

  @Test
  void has_each_reason_for_a_rejection() throws IOException {
    String source =
        read("streams-processor/src/main/java/io/orderwire/processor/history/RejectionReason.java");
    Set<String> reasons =
        Pattern.compile("^  ([A-Z_]+)[,;]$", Pattern.MULTILINE)
            .matcher(source)
            .results()
            .map(match -> match.group(1).toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    String text = read("docs/errors.md");
    Set<String> listed =
        Pattern.compile("^\\| `([a-z_]+)` \\| [A-Z]", Pattern.MULTILINE)
            .matcher(text.substring(text.indexOf("## Reasons")))
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.toSet());
    assertThat(listed).isNotEmpty().isEqualTo(reasons);
  }

  private static Map<String, String> table(String api) throws IOException {
    Map<String, String> rows = new TreeMap<>();
    Matcher row = ROW.matcher(read("docs/errors.md"));
    while (row.find()) {
      if (row.group(3).contains(api)) {
        rows.put(row.group(1), row.group(2));
      }
    }
    return rows;
  }

  private static Map<String, String> codes(String directory) throws IOException {
    Map<String, String> codes = new TreeMap<>();
    Matcher constant = CONSTANT.matcher(read(directory + "/ErrorCode.java"));
    while (constant.find()) {
      codes.put(constant.group(1).toLowerCase(Locale.ROOT), constant.group(2));
    }
    return codes;
  }

  private static String read(String file) throws IOException {
    return Files.readString(ROOT.resolve(file));
  }
}
