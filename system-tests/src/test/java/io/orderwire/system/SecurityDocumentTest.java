package io.orderwire.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.schemas.acl.Grant;
import io.orderwire.schemas.acl.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/security.md says is so: tests, and rights in Kafka. */
class SecurityDocumentTest {
  private static final Pattern ROW = Pattern.compile("^\\| (?!-)(.+) \\|$", Pattern.MULTILINE);

  @Test
  void tests_that_are_named_exist() throws IOException {
    TestSources.assertThatTestsExist(document());
  }

  @Test
  void every_threat_has_an_answer_and_a_test() throws IOException {
    for (String heading :
        List.of(
            "## Threats",
            "## Tokens",
            "## Partners and their data",
            "## Webhooks",
            "## Producers",
            "## Operators, logs and backups",
            "## What an attack tried")) {
      for (MatchResult row : ROW.matcher(section(heading)).results().skip(1).toList()) {
        String[] cells = row.group(1).split(" \\| ", -1);
        assertThat(cells).as(row.group()).hasSize(3);
        assertThat(TestSources.TEST.matcher(cells[2]).find()).as(row.group()).isTrue();
      }
    }
  }

  @Test
  void the_table_of_rights_is_the_catalogue() throws IOException {
    StringBuilder expected = new StringBuilder();
    for (Role role : Role.values()) {
      for (Grant grant : role.grants()) {
        expected.append(
            "| `%s` | %s `%s%s` | %s | %s |\n"
                .formatted(
                    role.called(),
                    grant.type().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    grant.name(),
                    grant.prefixed() ? "*" : "",
                    grant.called(),
                    grant.reason()));
      }
    }
    assertThat(section("## Rights in Kafka")).contains(expected.toString());
  }

  private static String section(String heading) throws IOException {
    String text = document();
    int begin = text.indexOf(heading + "\n");
    assertThat(begin).as(heading).isNotNegative();
    int end = text.indexOf("\n## ", begin + heading.length());
    return end < 0 ? text.substring(begin) : text.substring(begin, end);
  }

  private static String document() throws IOException {
    return Files.readString(TestSources.ROOT.resolve("docs/security.md"));
  }
}
