package io.orderwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartnerCommandTest extends OperatorCommandTest {
  private static final String ACME = "/admin/v1/partners/acme";

  @Test
  void a_frozen_history_is_seen_in_the_list() {
    script.add(
        new Answer(
            200,
            """
            {"partners":[
              {"partner_id":"acme","suspended":false,"newest_sequence":42,"frozen":true,"frozen_from":43,
               "keys":[{"key_id":"k-1"}]},
              {"partner_id":"other","suspended":true,"keys":[]}]}
            """));

    assertThat(runCommand("partner list")).isZero();

    assertThat(out.toString())
        .isEqualToNormalizingNewlines(
            """
            PARTNER  STATE                   NEWEST  KEYS  NAME
            acme     active, frozen from 43  42      k-1
            other    suspended               -
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"alice owa_test", "# mine\n\nalice owa_test\r\n", "\uFEFFowa_test"})
  void an_operator_s_own_token_is_taken_with_its_name_or_without(String text) throws Exception {
    Files.writeString(data.resolve("secrets/admin-token"), text);
    script.add(new Answer(200, "{\"partners\":[]}"));
    assertThat(runCommand("partner list")).isZero();
  }

  @Test
  void where_several_operators_have_tokens_each_names_a_file_with_his_own() throws Exception {
    Files.writeString(data.resolve("secrets/admin-token"), "alice owa_test\nbob owa_other\n");
    assertThat(runCommand("webhook list acme")).isEqualTo(1);
    assertThat(err.toString()).contains("--token-file FILE").doesNotContain("owa_").hasLineCount(1);
    assertThat(asked).isEmpty();

    Path own = Files.writeString(data.resolve("mine"), "alice owa_test\n");
    script.add(new Answer(200, "{\"partners\":[]}"));
    assertThat(runCommand("partner list --token-file " + own)).isZero();
    script.add(new Answer(200, "{\"endpoints\":[]}"));
    assertThat(runCommand("webhook list acme --token-file " + own)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nobody's\n", "alice owa_test owa_test"})
  void a_file_without_one_token_is_refused_in_a_sentence(String text) throws Exception {
    Path own = Files.writeString(data.resolve("mine"), text);
    assertThat(runCommand("partner list --token-file " + own)).isEqualTo(1);
    assertThat(err.toString())
        .contains("must have an operator's token")
        .doesNotContain("owa_")
        .hasLineCount(1);
    assertThat(runCommand("partner list --token-file " + data.resolve("none"))).isEqualTo(1);
    assertThat(err.toString()).contains("can't be read").hasLineCount(2);
    assertThat(asked).isEmpty();
  }

  @Test
  void show_tells_all_of_one_partner() {
    script.add(
        new Answer(
            200,
            """
            {"partner_id":"acme","suspended":false,"frozen":true,"frozen_from":43,
             "keys":[{"key_id":"k-1"},{"key_id":"k-2","expires_at":"2026-11-24T06:00:00Z"}]}
            """));

    assertThat(runCommand("partner show acme")).isZero();

    assertThat(asked).containsExactly("GET " + ACME);
    assertThat(out.toString().lines())
        .containsExactly(
            "partner_id   acme",
            "suspended    false",
            "frozen       true",
            "frozen_from  43",
            "keys         k-1, k-2 (until 2026-11-24T06:00:00Z)");
  }

  @Test
  void new_epoch_says_from_where_on_it_is() {
    script.add(new Answer(202, "{\"command_id\":\"c-1\"}"));

    assertThat(runCommand("partner new-epoch acme --from 43")).isZero();

    assertThat(asked).containsExactly("POST " + ACME + "/history/new-epoch {\"from\":43}");
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(
            "acme goes on at 43 in a new epoch, as soon as the processor has come to it.");
  }

  @Test
  void new_epoch_sends_what_the_request_is_called_and_prints_the_answer() {
    script.add(new Answer(202, "{\"command_id\":\"c-1\"}"));

    runCommand(
        "partner new-epoch acme --from 2 --force --confirm acme --idempotency-key t7 --json");

    assertThat(asked)
        .singleElement()
        .asString()
        .startsWith("POST " + ACME + "/history/new-epoch Idempotency-Key=t7 {")
        .contains("\"from\":2", "\"force\":true");
    assertThat(out.toString()).isEqualToIgnoringNewLines("{\"command_id\":\"c-1\"}");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void remove_says_what_is_to_be_done_later_and_passes_on_why_it_is_refused() {
    script.add(new Answer(204, ""));
    script.add(new Answer(409, "{\"code\":\"conflict\",\"detail\":\"Erase it first.\"}"));

    assertThat(runCommand("partner remove acme --confirm acme")).isZero();
    assertThat(err.toString()).startsWith("acme is removed. Do it once more in two days");
    assertThat(runCommand("partner remove acme --confirm acme")).isNotZero();
    assertThat(err.toString()).contains("Erase it first. (conflict)");

    assertThat(asked).containsOnly("DELETE " + ACME);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void trim_says_where_the_history_begins_then() {
    script.add(new Answer(202, "{\"command_ids\":[\"c-1\"]}"));
    script.add(new Answer(202, "{\"command_ids\":[]}"));

    assertThat(runCommand("partner trim acme --before 7 --confirm acme")).isZero();
    assertThat(runCommand("partner trim acme --before 7 --confirm acme")).isZero();

    assertThat(asked).containsOnly("POST " + ACME + "/history/trim {\"before\":7}");
    assertThat(err.toString().lines())
        .containsExactly(
            "acme begins at 7, as soon as the processor has come to it.",
            "acme has nothing before 7.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--order ord-1 | {'order_id':'ord-1'}",
        "--sequences 3,5 --confirm acme | {'sequences':[3,5]}",
        "--all --confirm acme | {'all':true}"
      },
      quoteCharacter = '"')
  void erase_says_how_much_is_erased(String what, String body) {
    script.add(new Answer(202, "{\"command_ids\":[\"c-1\"],\"slots\":2}"));

    assertThat(runCommand("partner erase acme " + what)).isZero();

    assertThat(asked).containsExactly("POST " + ACME + "/history/erase " + body.replace('\'', '"'));
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(
            "2 items of acme are erased, as soon as the processor has come to it.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "trim acme --before 7",
        "erase acme --all",
        "erase acme --sequences 3,5",
        "remove acme",
        "new-epoch acme --from 2 --force"
      })
  void what_nothing_brings_back_is_done_where_the_partner_is_named_twice(String line) {
    assertThat(runCommand("partner " + line)).isEqualTo(1);
    assertThat(runCommand("partner " + line + " --confirm globex")).isEqualTo(1);

    assertThat(asked).isEmpty();
    assertThat(err.toString().lines())
        .containsExactly(
            "Nothing brings back what this removes. Look with 'partner show acme', and name the"
                + " partner once more with --confirm.",
            "--confirm has globex and not acme: which of them is meant?");
  }

  @Test
  void a_refusal_is_said_in_the_servers_words() {
    script.add(
        new Answer(409, "{\"code\":\"conflict\",\"detail\":\"The history is not frozen.\"}"));

    assertThat(runCommand("partner new-epoch acme --from 43")).isEqualTo(1);

    assertThat(err.toString()).contains("The history is not frozen. (conflict)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "partner new-epoch acme",
        "partner new-epoch --from 3",
        "partner new-epoch acme --from x",
        "partner show",
        "partner trim acme",
        "partner erase acme",
        "partner erase acme --all --order ord-1"
      })
  void wrong_use_asks_nobody(String line) {
    assertThat(runCommand(line)).isEqualTo(64);
    assertThat(asked).isEmpty();
  }
}
