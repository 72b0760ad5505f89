package io.orderwire.delivery.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.delivery.audit.Authors;
import io.orderwire.delivery.history.History;
import io.orderwire.delivery.partner.Scope;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients get wrong, and what they are told. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadRequestsTest {
  private static final String EVENTS = "/v1/orders/events";
  private final PartnerPort port = PartnerPort.start();
  private String key = "";

  @BeforeAll
  void partners() {
    key = port.partner("acme");
    port.created("acme", 5);
    port.created("other", 5);
  }

  @AfterAll
  void stop() {
    port.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "?limit=0|invalid_limit",
        "?limit=-1|invalid_limit",
        "?limit=1000000000|invalid_limit",
        "?limit=1e9|invalid_limit",
        "?limit=1001|invalid_limit",
        "?limit=%2B1|invalid_limit",
        "?limit=abc|invalid_limit",
        "?limit=|invalid_parameter",
        "?limit=1&limit=2|invalid_parameter",
        "?newer_then=x|invalid_parameter",
        "?newer_than=x|invalid_cursor",
        "?older_than=%00|invalid_cursor",
        "?since=yesterday|invalid_time",
        "?since=2026-11-24|invalid_time",
        "?since=2026-13-24T06:00:00Z|invalid_time",
        "?since=2026-11-24T06:00:00|invalid_time",
        "?types=order.exploded|invalid_type",
        "?types=erased|invalid_type",
        "?types=order.created,|invalid_type",
        "?limit=%C3%28|bad_request",
      })
  void refuses_parameters_by_name(String query, String code) {
    HttpResponse<String> answer = port.get(key, EVENTS + query);
    assertProblem(answer, 400, code);
  }

  @Test
  void refuses_both_boundaries_at_once() {
    String id = PartnerPort.id("acme", 1);
    assertProblem(
        port.get(key, EVENTS + "?newer_than=" + id + "&older_than=" + id),
        400,
        "conflicting_boundaries");
    assertProblem(
        port.get(key, EVENTS + "/stream?newer_than=" + id + "&since=2026-11-24T06:00:00Z"),
        400,
        "conflicting_boundaries");
  }

  @Test
  void refuses_another_partners_truncated_and_mistyped_cursors_everywhere() {
    String mine = PartnerPort.id("acme", 1);
    for (String wrong :
        List.of(
            PartnerPort.id("other", 1),
            mine.substring(1),
            mine.substring(0, 27),
            mine.substring(0, 27) + (mine.endsWith("A") ? "B" : "A"))) {
      for (String path :
          List.of(
              EVENTS + "?newer_than=" + wrong,
              EVENTS + "?older_than=" + wrong,
              "/v1/orders/created-history?newer_than=" + wrong,
              EVENTS + "/" + wrong,
              EVENTS + "/stream?newer_than=" + wrong,
              EVENTS + "/stream?last_event_id=" + wrong)) {
        assertProblem(port.get(key, path), 400, "invalid_cursor");
      }
      assertProblem(ack("{\"cursor\":\"" + wrong + "\"}"), 400, "invalid_cursor");
    }
  }

  @Test
  void names_the_newest_where_a_cursor_is_ahead() {
    HttpResponse<String> answer =
        port.get(key, EVENTS + "?newer_than=" + PartnerPort.id("acme", 6));
    assertProblem(answer, 410, "cursor_ahead");
    assertThat(answer.body()).contains("\"newest_cursor\":\"" + PartnerPort.id("acme", 5) + "\"");
  }

  @Test
  void names_the_oldest_where_a_cursor_is_expired() {
    String trimmed = port.partner("trimmed");
    port.created("trimmed", 9);
    port.history().trim("trimmed", 5);
    HttpResponse<String> answer =
        port.get(trimmed, EVENTS + "?newer_than=" + PartnerPort.id("trimmed", 2));
    assertProblem(answer, 410, "cursor_expired");
    assertThat(answer.body())
        .contains("\"oldest_cursor\":\"" + PartnerPort.id("trimmed", 4) + "\"");
    assertProblem(
        port.get(trimmed, EVENTS + "/" + PartnerPort.id("trimmed", 2)), 410, "cursor_expired");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{}",
        "{\"cursor\":1}",
        "{\"cursor\":null}",
        "{\"cursor\":\"a\",\"more\":1}",
        "{\"cursor\":\"a\"} x",
        "{\"cursor\":\"\\ud800\"",
        "\u0000"
      })
  void refuses_bodies_that_are_not_the_json_asked_for(String body) {
    assertProblem(ack(body), 400, "invalid_json");
  }

  @Test
  void refuses_a_body_that_is_too_large_or_of_another_type() {
    assertProblem(ack("{\"cursor\":\"" + "x".repeat(5_000) + "\"}"), 413, "too_large");
    assertProblem(
        port.send(
            port.request(EVENTS + "/ack")
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("x"))),
        415,
        "unsupported_media_type");
  }

  @Test
  void asks_for_a_key_and_says_how() {
    HttpResponse<String> answer = port.send(port.request(EVENTS));
    assertProblem(answer, 401, "missing_key");
    assertThat(answer.headers().firstValue("WWW-Authenticate"))
        .hasValueSatisfying(value -> assertThat(value).startsWith("Bearer"));
    assertProblem(
        port.send(port.request(EVENTS).header("Authorization", "Basic eDp5")), 401, "missing_key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ow_", "x", "ow_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "owt_a.b"})
  void refuses_keys_that_are_not_known(String wrong) {
    assertProblem(port.get(wrong, EVENTS), 401, "invalid_key");
  }

  @Test
  void refuses_revoked_keys_and_suspended_partners() throws InterruptedException {
    String gone = port.partner("gone");
    String keyId = port.registry().find("gone").orElseThrow().keys().getFirst().keyId();
    assertThat(port.get(gone, EVENTS).statusCode()).isEqualTo(200);
    assertThat(port.registry().suspend("gone", true, Authors.OPERATOR)).isPresent();
    assertProblem(port.get(gone, EVENTS), 403, "partner_suspended");
    assertThat(port.registry().suspend("gone", false, Authors.OPERATOR)).isPresent();
    assertThat(port.get(gone, EVENTS).statusCode()).isEqualTo(200);
    assertThat(port.registry().revokeKey("gone", keyId, Authors.OPERATOR)).isTrue();
    assertProblem(port.get(gone, EVENTS), 401, "invalid_key");
  }

  @Test
  void refuses_a_key_without_the_scope() {
    String manager = port.partner("manager", Scope.MANAGE);
    for (String path : List.of(EVENTS, "/v1/subscriptions", EVENTS + "/stream")) {
      assertProblem(port.get(manager, path), 403, "insufficient_scope");
    }
  }

  @Test
  void holds_a_partner_to_its_rate_and_says_when_to_come_back() {
    String slow = port.add("slow", Set.of(Scope.READ), OptionalInt.of(1));
    HttpResponse<String> first = port.get(slow, EVENTS);
    assertThat(first.headers().firstValue("RateLimit-Policy")).hasValue("\"requests\";q=2;w=2");
    assertThat(first.headers().firstValue("RateLimit")).hasValue("\"requests\";r=1;t=1");
    HttpResponse<String> refused = first;
    for (int i = 0; i < 20 && refused.statusCode() == 200; i++) {
      refused = port.get(slow, EVENTS);
    }
    assertProblem(refused, 429, "rate_limited");
    assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
  }

  @Test
  void order_ids_that_look_like_routes_are_not_found_or_are_the_route() {
    for (String path : List.of("ack", "stream", "..%2Fevents", "v1", "subscriptions", "a%2Fb")) {
      HttpResponse<String> answer = port.get(key, "/v1/orders/" + path);
      assertThat(answer.statusCode()).as(path + answer.body()).isIn(400, 404);
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }
    assertThat(port.get(key, "/v1/orders/events").body()).startsWith("{\"events\":");
    assertThat(port.get(key, "/v1/orders/created-history").body())
        .startsWith("{\"orders_created_events\":");
    assertThat(port.get(key, "/v1/orders/%65vents").body()).startsWith("{\"events\":");
    assertProblem(port.send(port.request("/%76%31/orders/events")), 401, "missing_key");
  }

  @Test
  void a_wrong_method_is_told_which_there_are() {
    HttpResponse<String> answer =
        port.send(port.request(EVENTS).header("Authorization", "Bearer " + key).DELETE());
    assertProblem(answer, 405, "method_not_allowed");
    assertThat(answer.headers().firstValue("Allow"))
        .hasValueSatisfying(allow -> assertThat(allow).contains("GET"));
  }

  @Test
  void nothing_is_at_other_addresses() {
    for (String path : List.of("/", "/favicon.ico", "/v2/orders", "/actuator/health", "/error")) {
      HttpResponse<String> answer = port.send(port.request(path));
      assertProblem(answer, 404, "not_found");
    }
    assertProblem(port.get(key, "/v1/orders/a/b/c"), 404, "not_found");
  }

  @Test
  void while_this_instance_cannot_answer_it_says_when_to_come_back() {
    try {
      port.history().become(new History.Readiness.CatchingUp());
      HttpResponse<String> answer = port.get(key, EVENTS);
      assertProblem(answer, 503, "not_caught_up");
      assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
      port.history().become(new History.Readiness.NoOwner());
      assertProblem(port.get(key, EVENTS), 503, "no_owner");
    } finally {
      port.history().become(new History.Readiness.Ready());
    }
    port.positions().setOwner(false);
    assertProblem(ack("{\"cursor\":\"" + PartnerPort.id("acme", 1) + "\"}"), 503, "no_owner");
    port.positions().setOwner(true);
    port.positions().setAvailable(false);
    assertProblem(
        ack("{\"cursor\":\"" + PartnerPort.id("acme", 1) + "\"}"), 503, "broker_unavailable");
    port.positions().setAvailable(true);
  }

  private HttpResponse<String> ack(String body) {
    return port.send(
        port.request(EVENTS + "/ack")
            .timeout(Duration.ofSeconds(60))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.uri() + " " + answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
    assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
    assertThat(answer.body()).doesNotContain("Exception").doesNotContain("\tat ");
  }
}
