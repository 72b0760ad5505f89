package io.orderwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookCommandTest extends OperatorCommandTest {
  private static final String ENDPOINTS = "/admin/v1/partners/acme/webhooks/endpoints";

  @Test
  void add_sends_what_was_given_and_nothing_else() {
    script.add(new Answer(201, "{\"id\":\"we_1\",\"secret\":\"whsec_x\"}"));

    int code =
        run(
            "add acme --url https://example.com/in --types order.created,order.cancelled"
                + " --order order --batch-items 50 --batch-bytes 65536 --timeout PT10S"
                + " --requests-per-minute 30"
                + " --on-exhausted park --ed25519 --start beginning --idempotency-key k1");

    assertThat(code).isZero();
    assertThat(asked)
        .containsExactly(
            "POST "
                + ENDPOINTS
                + " Idempotency-Key=k1 {\"types\":[\"order.created\",\"order.cancelled\"],"
                + "\"order\":\"order\",\"batch\":{\"max_items\":50,\"max_bytes\":65536},"
                + "\"limits\":{\"requests_per_minute\":30,\"timeout_seconds\":10},\"on_exhausted\":\"park\",\"ed25519\":true,"
                + "\"url\":\"https://example.com/in\",\"start\":\"beginning\"}");
    assertThat(out.toString().lines()).containsExactly("id      we_1", "secret  whsec_x");
  }

  @Test
  void list_is_a_table() {
    script.add(
        new Answer(
            200,
            """
            {"endpoints":[
              {"id":"we_1","url":"https://a.example/","types":[],"order":"partner","format":"full","state":"active"},
              {"id":"we_2","url":"https://b.example/","types":["order.created"],"order":"none","format":"thin",
               "state":"suspended","reason":"gone"}]}
            """));

    assertThat(run("list acme")).isZero();

    assertThat(asked).containsExactly("GET " + ENDPOINTS);
    assertThat(out.toString())
        .isEqualToNormalizingNewlines(
            """
            ENDPOINT  STATE      REASON  ORDER    FORMAT  TYPES          URL
            we_1      active     -       partner  full    -              https://a.example/
            we_2      suspended  gone    none     thin    order.created  https://b.example/
            """);
  }

  @Test
  void list_for_machines_is_an_array() {
    script.add(new Answer(200, "{\"endpoints\":[]}"));

    run("list acme --json");

    assertThat(out.toString().strip()).isEqualTo("[ ]");
  }

  @Test
  void show_has_a_member_a_line_and_obeys_nothing_a_partner_wrote() {
    script.add(
        new Answer(200, "{\"id\":\"we_1\",\"description\":\"\\u001b[2Jx\",\"limits\":{\"a\":1}}"));

    run("show acme we_1");

    assertThat(asked).containsExactly("GET " + ENDPOINTS + "/we_1");
    assertThat(out.toString().lines())
        .containsExactly("id           we_1", "description  \uFFFD[2Jx", "limits.a     1");
  }

  /** U+009B begins an escape sequence as ESC [ does, and U+202E turns round what follows. */
  @Test
  void json_means_the_same_and_has_nothing_that_a_terminal_obeys() {
    script.add(
        new Answer(200, "{\"description\":\"\\u001b[2J\u007f\u009b2J\u202e\\udb40\\udc01ü\"}"));

    run("show acme we_1 --json");

    assertThat(out.toString()).contains("\"\\u001B[2J\\u007f\\u009b2J\\u202e\\udb40\\udc01ü\"");
  }

  @Test
  void change_names_the_version_that_it_has_seen() {
    script.add(new Answer(200, "{\"id\":\"we_1\"}", "\"7\""));
    script.add(new Answer(200, "{\"id\":\"we_1\",\"version\":8}", "\"8\""));

    run(
        "change acme we_1 --format thin --no-ed25519 --max-in-flight 20"
            + " --unset description,requests_per_second,requests_per_minute");

    assertThat(asked)
        .containsExactly(
            "GET " + ENDPOINTS + "/we_1",
            "PATCH "
                + ENDPOINTS
                + "/we_1 If-Match=\"7\" {\"format\":\"thin\",\"limits\":{\"max_in_flight\":20,"
                + "\"requests_per_second\":null,\"requests_per_minute\":null},\"ed25519\":false,\"description\":null}");
  }

  @Test
  void a_change_of_nothing_asks_nobody() {
    assertThat(run("change acme we_1")).isEqualTo(1);
    assertThat(asked).isEmpty();
    assertThat(err.toString()).startsWith("Nothing to change");
  }

  @Test
  void a_refusal_is_told_in_the_servers_words() {
    script.add(new Answer(200, "{}", "\"7\""));
    script.add(
        new Answer(
            412, "{\"code\":\"version_mismatch\",\"detail\":\"The endpoint has version 9.\"}"));

    assertThat(run("change acme we_1 --format thin")).isEqualTo(1);

    assertThat(err.toString()).startsWith("The endpoint has version 9. (version_mismatch)");
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "delete acme we_1 | DELETE /we_1 If-Match=*",
        "pause acme we_1 | POST /we_1/pause {}",
        "resume acme we_1 | POST /we_1/resume {}",
        "resume acme we_1 --from beginning | POST /we_1/resume {\"from\":\"beginning\"}",
        "rotate-secret acme we_1 | POST /we_1/rotate-secret {}",
        "rotate-secret acme we_1 --overlap PT1H"
            + " | POST /we_1/rotate-secret {\"overlap_seconds\":3600}",
        "replay acme we_1 --from 2026-11-24T06:00:00Z --to i9 --requests-per-second 5 --dry-run"
            + " | POST /we_1/replay {\"from\":\"2026-11-24T06:00:00Z\",\"to\":\"i9\","
            + "\"requests_per_second\":5,\"dry_run\":true}",
        "replay acme we_1 | GET /we_1/replay",
        "replay acme we_1 --cancel | DELETE /we_1/replay",
        "attempts acme we_1 | GET /we_1/attempts",
        "attempts acme we_1 --limit 5 --older-than a+b --outcome refused"
            + " | GET /we_1/attempts?limit=5&older_than=a%2Bb&outcome=refused",
        "parked acme we_1 | GET /we_1/parked",
        "parked acme we_1 --retry i1,i2 | POST /we_1/parked/retry {\"items\":[\"i1\",\"i2\"]}",
        "parked acme we_1 --retry-all | POST /we_1/parked/retry {}",
        "stats acme we_1 | GET /we_1/stats",
        "show acme ../x | GET /..%2Fx"
      })
  void asks(String line, String request) {
    script.add(new Answer(200, "{}"));

    assertThat(run(line)).isZero();

    assertThat(asked).containsExactly(request.replaceFirst(" ", " " + ENDPOINTS));
  }

  @Test
  void a_new_secret_goes_alone_to_standard_output() {
    script.add(new Answer(200, "{\"id\":\"we_1\",\"secret\":\"whsec_y\"}"));

    run("rotate-secret acme we_1");

    assertThat(out.toString()).isEqualToIgnoringNewLines("whsec_y");
  }

  @Test
  void a_partner_s_second_factor_is_made_and_shown() {
    script.add(
        new Answer(
            201, "{\"state\":\"active\",\"secret\":\"GEZD\",\"otpauth_uri\":\"otpauth://x\"}"));

    assertThat(runCommand("partner second-factor acme")).isZero();

    assertThat(asked).containsExactly("POST /admin/v1/partners/acme/second-factor");
    assertThat(out.toString().lines())
        .containsExactly("state        active", "secret       GEZD", "otpauth_uri  otpauth://x");
  }

  @Test
  void a_partner_s_second_factor_is_removed() {
    script.add(new Answer(204, ""));

    assertThat(runCommand("partner second-factor acme --remove")).isZero();

    assertThat(asked).containsExactly("DELETE /admin/v1/partners/acme/second-factor");
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).isEqualToIgnoringNewLines("acme has no second factor any more.");
  }

  @ParameterizedTest
  @CsvSource({"delivered,0", "refused,1", "unreachable,1", "timed_out,1"})
  void a_test_ends_with_1_unless_it_was_delivered(String outcome, int code) {
    script.add(new Answer(200, "{\"outcome\":\"" + outcome + "\"}"));

    assertThat(run("test acme we_1")).isEqualTo(code);

    assertThat(asked).containsExactly("POST " + ENDPOINTS + "/we_1/test {}");
  }

  @Test
  void attempts_say_where_the_list_goes_on() {
    script.add(
        new Answer(
            200,
            """
            {"attempts":[{"started_at":"2026-11-24T06:00:00Z","outcome":"refused","status":500,"duration_ms":12,
              "attempt":2,"next_attempt_at":"2026-11-24T06:05:00Z","type":"order.created","webhook_id":"i7"}],
             "cursor":"a9","has_more":true}
            """));

    run("attempts acme we_1");

    assertThat(out.toString().lines().skip(1))
        .singleElement()
        .asString()
        .containsSubsequence("refused", "500", "12", "2", "2026-11-24T06:05:00Z", "i7");
    assertThat(err.toString()).isEqualToIgnoringNewLines("More: --older-than a9");
  }

  @ParameterizedTest
  @CsvSource({
    "replay acme we_1 --to i1",
    "replay acme we_1 --dry-run",
    "replay acme we_1 --cancel --requests-per-second 5",
    "replay acme we_1 --from i1 --cancel",
    "parked acme we_1 --retry i1 --retry-all",
    "add acme",
    "change acme we_1 --timeout 5",
    "change acme we_1 --unset url"
  })
  void wrong_use_asks_nobody(String line) {
    assertThat(run(line)).isEqualTo(64);
    assertThat(asked).isEmpty();
  }

  private int run(String line) {
    return runCommand("webhook " + line);
  }
}
