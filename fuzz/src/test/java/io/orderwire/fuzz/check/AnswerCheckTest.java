package io.orderwire.fuzz.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.fuzz.Knowns;
import io.orderwire.fuzz.api.Api;
import io.orderwire.fuzz.api.ErrorTable;
import io.orderwire.fuzz.api.Operation;
import io.orderwire.fuzz.http.Answer;
import io.orderwire.fuzz.make.Known;
import io.orderwire.fuzz.make.Probe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each check finds what it is for, and nothing where nothing is wrong. */
class AnswerCheckTest {
  private static final String JSON = "application/json";
  private static final String PROBLEM = "application/problem+json";
  private static final String REFUSED =
      """
      {"type":"urn:x","title":"Invalid parameter","status":400,"code":"invalid_parameter"}\
      """;

  private final Api api = Knowns.small();
  private final Operation put = api.operations().getFirst();
  private final Known known = Knowns.known();
  private final AnswerCheck check =
      new AnswerCheck(
          List.of(api),
          new ErrorTable(
              """
              | `invalid_parameter` | 400 | p i o | x |
              | `not_found` | 404 | p i o | x |
              | `method_not_allowed` | 405 | p | x |
              | `internal_error` | 500 | p | x |
              | `unavailable` | 503 | p | x |
              | `no_owner` | 503 | p | x |
              | `of_producers` | 400 | i | x |
              """));

  private Probe probe(Probe.Manner manner) {
    return new Probe(
        1,
        put,
        List.of(),
        "PUT",
        "/v1/teapots/brown",
        "PUT /v1/teapots/brown HTTP/1.1\r\n\r\n",
        Set.of(known.caller().marker()),
        Duration.ofSeconds(1),
        manner);
  }

  private static Answer answer(int status, String type, String body, String... fields) {
    List<Answer.Field> all = new ArrayList<>(List.of(new Answer.Field("x-request-id", "r-1")));
    if (!type.isEmpty()) {
      all.add(new Answer.Field("content-type", type));
    }
    if (type.equals(PROBLEM)) {
      all.add(new Answer.Field("cache-control", "no-store"));
    }
    for (int n = 0; n < fields.length; n += 2) {
      all.add(new Answer.Field(fields[n], fields[n + 1]));
    }
    return new Answer(status, "", all, body, false, null, "");
  }

  private static String problem(int status, String code) {
    return REFUSED.replace("400", String.valueOf(status)).replace("invalid_parameter", code);
  }

  private List<String> found(Answer answer) {
    return check.findings(probe(Probe.Manner.USUAL), answer, known).stream()
        .map(Finding::check)
        .distinct()
        .toList();
  }

  private static Answer fault(String fault) {
    return new Answer(0, "", List.of(), "", false, fault, "");
  }

  @Test
  void nothing_is_wrong_with_what_is_described() {
    assertThat(found(answer(200, JSON, "{\"put\":true}"))).isEmpty();
    assertThat(found(answer(204, "", ""))).isEmpty();
    assertThat(found(answer(400, PROBLEM, REFUSED))).isEmpty();
    assertThat(found(answer(404, PROBLEM, problem(404, "not_found")))).isEmpty();
  }

  @Test
  void a_server_s_fault_is_found_whatever_it_says() {
    assertThat(found(answer(500, PROBLEM, problem(500, "internal_error")))).contains("5xx");
    assertThat(found(answer(503, PROBLEM, problem(503, "unavailable"), "retry-after", "1")))
        .contains("5xx");
  }

  @Test
  void a_hang_a_closed_connection_and_what_is_no_http_are_found() {
    assertThat(found(fault("no answer within 30 s"))).containsExactly("hang");
    assertThat(found(fault("closed without an answer"))).containsExactly("no answer");
    assertThat(found(fault("a chunk that is cut"))).containsExactly("no HTTP");
    assertThat(
            check.findings(
                probe(Probe.Manner.NO_REQUEST), fault("closed without an answer"), known))
        .isEmpty();
    assertThat(
            check.findings(probe(Probe.Manner.NO_REQUEST), fault("no answer within 30 s"), known))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.lang.IllegalStateException: x",
        "NullPointerException",
        "io.orderwire.delivery.http.Problem",
        "org.springframework.web",
        "tools.jackson.core.JsonParser",
        "x\\n\\tat a.b.C(C.java:1)",
        "Powered by Jetty",
      })
  void insides_are_found(String inside) {
    String body = "{\"put\":true,\"x\":\"" + inside + "\"}";
    assertThat(found(answer(200, JSON, body))).containsExactly("insides");
  }

  @Test
  void what_was_in_the_request_is_no_inside() {
    Probe sent =
        new Probe(
            1,
            put,
            List.of(),
            "PUT",
            "/v1/teapots/a",
            "MyException",
            Set.of(),
            Duration.ofSeconds(1),
            Probe.Manner.USUAL);
    Answer echo = answer(200, JSON, "{\"put\":true,\"x\":\"MyException\"}");
    assertThat(check.findings(sent, echo, known)).isEmpty();
  }

  @Test
  void another_partner_s_data_is_found_and_the_caller_s_own_is_not() {
    String own = "{\"put\":true,\"x\":\"" + known.caller().marker() + "\"}";
    assertThat(found(answer(200, JSON, own))).isEmpty();
    String others = own.replace(known.caller().marker(), Knowns.VICTIMS_MARKER);
    assertThat(found(answer(200, JSON, others))).containsExactly("isolation");
    assertThat(found(answer(204, "", "", "x-note", Knowns.VICTIMS_MARKER)))
        .containsExactly("isolation");
  }

  @Test
  void secrets_are_found() {
    for (String secret : known.secrets().keySet()) {
      String body = "{\"put\":true,\"x\":\"" + secret + "\"}";
      assertThat(found(answer(200, JSON, body))).contains("secrets");
    }
  }

  @Test
  void a_stream_token_that_was_asked_for_is_none() {
    String made = "{\"expires_at\":1,\"token\":\"" + known.caller().streamToken() + "\"}";
    assertThat(found(answer(201, JSON, made))).doesNotContain("secrets");
    assertThat(found(answer(200, JSON, made))).contains("secrets");
  }

  @Test
  void only_what_passes_is_to_be_asked_for_again() {
    assertThat(isPassing(answer(503, PROBLEM, problem(503, "no_owner"), "retry-after", "1")))
        .isTrue();
    assertThat(isPassing(answer(503, PROBLEM, problem(503, "no_owner")))).isFalse();
    assertThat(isPassing(answer(503, PROBLEM, problem(503, "unavailable"), "retry-after", "1")))
        .isFalse();
    assertThat(isPassing(answer(500, PROBLEM, problem(500, "internal_error"), "retry-after", "1")))
        .isFalse();
  }

  private boolean isPassing(Answer answer) {
    return check.isPassing(probe(Probe.Manner.USUAL), answer);
  }

  @Test
  void what_is_not_described_is_found() {
    assertThat(found(answer(201, JSON, "{\"put\":true}"))).containsExactly("description");
    assertThat(found(answer(200, "text/html", "<html>"))).containsExactly("description");
    assertThat(found(answer(200, JSON, "{\"put\":1}"))).containsExactly("schema");
    assertThat(found(answer(200, JSON, "{}"))).containsExactly("schema");
    assertThat(found(answer(200, JSON, "{"))).containsExactly("JSON");
    assertThat(found(answer(200, JSON, "{\"put\":true,\"put\":true}"))).containsExactly("JSON");
    assertThat(found(answer(200, JSON, "{\"put\":true,\"x\":\"\u00ff\"}"))).containsExactly("JSON");
  }

  @Test
  void a_problem_is_of_the_table_of_errors() {
    assertThat(found(answer(400, PROBLEM, problem(400, "strange")))).containsExactly("problem");
    assertThat(found(answer(400, PROBLEM, problem(400, "of_producers")))).contains("problem");
    assertThat(found(answer(400, PROBLEM, problem(404, "invalid_parameter")))).contains("problem");
    assertThat(found(answer(400, PROBLEM, "{\"error\":\"x\"}"))).contains("schema");
    assertThat(found(answer(400, JSON, "{\"error\":\"x\"}"))).contains("description");
  }

  @Test
  void header_fields_that_must_be_there_are_missed() {
    assertThat(found(answer(405, PROBLEM, problem(405, "method_not_allowed"))))
        .containsExactly("header fields");
    assertThat(found(answer(405, PROBLEM, problem(405, "method_not_allowed"), "allow", "GET")))
        .isEmpty();
    assertThat(found(answer(503, PROBLEM, problem(503, "unavailable")))).contains("header fields");
    assertThat(found(answer(200, JSON, "{\"put\":true}", "server", "x/1")))
        .contains("header fields");
    assertThat(found(answer(200, "", "{}"))).contains("header fields");
    Answer unnamed = new Answer(204, "", List.of(), "", false, null, "");
    assertThat(found(unnamed)).containsExactly("header fields");
  }

  @Test
  void a_field_that_a_request_has_put_into_an_answer_is_found() {
    assertThat(found(answer(200, JSON, "{\"put\":true}", "x-injected", "1")))
        .containsExactly("splitting");
  }

  @Test
  void a_second_answer_to_one_request_is_found() {
    Answer two =
        new Answer(204, "", List.of(), "", false, null, "HTTP/1.1 401 Unauthorized\r\n\r\n");
    assertThat(check.findings(probe(Probe.Manner.CUT), two, known))
        .extracting(Finding::check)
        .containsExactly("smuggling");
  }
}
