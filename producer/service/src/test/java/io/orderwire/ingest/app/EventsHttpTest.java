package io.orderwire.ingest.app;

import static io.orderwire.ingest.app.HttpSide.event;
import static io.orderwire.ingest.app.HttpSide.json;
import static io.orderwire.ingest.app.HttpSide.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.list;
import static org.assertj.core.api.InstanceOfAssertFactories.map;

import io.orderwire.avro.OrderEvent;
import io.orderwire.ingest.ErrorCode;
import io.orderwire.ingest.EventIds;
import io.orderwire.producer.BackPressureException;
import io.orderwire.producer.Published;
import io.orderwire.producer.SendFailedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventsHttpTest {

  private static final String ONE = "application/json";
  private static final String STREAM = "application/x-ndjson";

  private static HttpSide http;

  @BeforeAll
  static void start() {
    http = new HttpSide();
  }

  @AfterAll
  static void stop() {
    http.close();
  }

  @BeforeEach
  void reset() {
    http.service.reset();
  }

  private static void isProblem(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(json(response.body()))
        .containsEntry("code", code)
        .containsEntry("status", status)
        .containsKeys("type", "title", "detail");
    assertThat(response.body()).doesNotContain("Exception").doesNotContain("\tat ");
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    return out.toByteArray();
  }

  @Test
  void accepts_one_event_and_says_where_it_is() {
    HttpResponse<String> response = http.post(ONE, event(1));

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(json(response.body()))
        .containsEntry("status", "accepted")
        .containsEntry("event_id", "00000000-0000-0007-0000-000000000001")
        .containsEntry("partition", 3)
        .containsKey("offset");
    assertThat(http.service.published).hasSize(1);
  }

  @Test
  void answers_only_when_the_broker_has_acknowledged() {
    CompletableFuture<Published> ack = new CompletableFuture<>();
    http.service.answer = event -> ack;

    CompletableFuture<HttpResponse<String>> response =
        CompletableFuture.supplyAsync(() -> http.post(ONE, event(1)));
    assertThat(response).isNotDone();
    ack.complete(new Published(5, 42, null));

    assertThat(json(response.join().body()))
        .containsEntry("partition", 5)
        .containsEntry("offset", 42);
  }

  @Test
  void tells_what_is_wrong_with_an_event() {
    HttpResponse<String> response = http.post(ONE, event(1).replace("\"acme\"", "7"));

    isProblem(response, 400, "invalid_event");
    assertThat(json(response.body()))
        .containsEntry(
            "violations",
            List.of(Map.of("field", "partner_id", "reason", "must be a string, is a number")));
    assertThat(http.service.published).isEmpty();
    assertThat(http.service.rejections).containsExactly(ErrorCode.INVALID_EVENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{\"a\":1}}", "nonsense", "\uFEFF{}", "{\"a\":01}"})
  void refuses_what_is_no_json(String body) {
    isProblem(http.post(ONE, body), 400, "invalid_json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7", "null", "\"x\""})
  void refuses_what_is_no_event(String body) {
    isProblem(http.post(ONE, body), 400, "invalid_event");
  }

  @Test
  void demands_an_identity_or_an_idempotency_key() {
    String without = event(1).replaceFirst("\"event_id\":\"[^\"]*\",", "");

    HttpResponse<String> response = http.post(ONE, without);

    isProblem(response, 400, "invalid_event");
    assertThat(response.body()).contains("event_id");
  }

  @Test
  void makes_the_same_identity_for_the_same_idempotency_key() {
    String without = event(1).replaceFirst("\"event_id\":\"[^\"]*\",", "");
    HttpRequest.Builder request =
        http.events()
            .header("Content-Type", ONE)
            .header("Idempotency-Key", "k-1")
            .POST(BodyPublishers.ofString(without));

    http.send(request);
    http.send(request);

    assertThat(http.service.published)
        .extracting(OrderEvent::getEventId)
        .containsOnly(new EventIds("erp", "k-1").of(0))
        .hasSize(2);
  }

  @Test
  void refuses_an_idempotency_key_that_is_none() {
    for (String key : new String[] {"", "x".repeat(256)}) {
      isProblem(
          http.send(
              http.events()
                  .header("Content-Type", ONE)
                  .header("Idempotency-Key", key)
                  .POST(BodyPublishers.ofString(event(1)))),
          400,
          "invalid_parameter");
    }
  }

  @Test
  void refuses_more_than_256_kib() {
    isProblem(http.post(ONE, event(1).replace("late", "x".repeat(262_144))), 413, "too_large");
  }

  @Test
  void refuses_a_body_that_is_too_large_to_be_read_whole() {
    isProblem(http.post(ONE, " ".repeat(2_000_000) + event(1)), 413, "too_large");
    isProblem(
        http.send(
            http.events()
                .header("Content-Type", ONE)
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(gzip(new byte[50_000_000])))),
        413,
        "too_large");
    // An array of one small event, if it were read to its end.
    String padded = "[" + " ".repeat(2_000_000) + event(1) + "]";
    isProblem(
        http.send(
            http.events()
                .header("Content-Type", ONE)
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(gzip(padded.getBytes(StandardCharsets.UTF_8))))),
        413,
        "too_large");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text/plain", "application/xml", "application/json; charset=latin1", "x", "a/b;="})
  void refuses_other_media_types(String type) {
    isProblem(http.post(type, event(1)), 415, "unsupported_media_type");
  }

  @Test
  void refuses_a_body_without_media_type_and_other_encodings() {
    isProblem(
        http.send(http.events().POST(BodyPublishers.ofString(event(1)))),
        415,
        "unsupported_media_type");
    isProblem(
        http.send(
            http.events()
                .header("Content-Type", ONE)
                .header("Content-Encoding", "br")
                .POST(BodyPublishers.ofString(event(1)))),
        415,
        "unsupported_media_type");
  }

  @Test
  void takes_gzip() {
    HttpResponse<String> response =
        http.send(
            http.events()
                .header("Content-Type", STREAM)
                .header("Content-Encoding", "gzip")
                .POST(
                    BodyPublishers.ofByteArray(
                        gzip((event(1) + "\n" + event(2)).getBytes(StandardCharsets.UTF_8)))));

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(http.service.published).hasSize(2);
  }

  @Test
  void refuses_what_is_no_gzip_or_breaks_off() {
    byte[] whole = gzip(event(1).getBytes(StandardCharsets.UTF_8));
    for (byte[] body :
        new byte[][] {
          "nonsense".getBytes(StandardCharsets.UTF_8), Arrays.copyOf(whole, whole.length / 2), {}
        }) {
      for (String type : new String[] {ONE, STREAM}) {
        HttpResponse<String> response =
            http.send(
                http.events()
                    .header("Content-Type", type)
                    .header("Content-Encoding", "gzip")
                    .POST(BodyPublishers.ofByteArray(body)));
        isProblem(response, 400, "invalid_json");
      }
    }
  }

  @Test
  void accepts_an_array_in_its_order() {
    String array =
        IntStream.range(0, 100)
            .mapToObj(HttpSide::event)
            .collect(Collectors.joining(",", "[", "]"));

    HttpResponse<String> response = http.post(ONE, array);

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(json(response.body())).containsEntry("accepted", 100).containsEntry("rejected", 0);
    assertThat(http.service.published)
        .extracting(OrderEvent::getOrderId)
        .containsExactlyElementsOf(IntStream.range(0, 100).mapToObj(i -> "o-" + i).toList());
  }

  @Test
  void tells_each_elements_outcome() {
    HttpResponse<String> response =
        http.post(
            ONE, "[" + event(1) + "," + event(2).replace("late", "") + ",7," + event(3) + "]");

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(json(response.body())).containsEntry("accepted", 2).containsEntry("rejected", 2);
    assertThat(response.body()).contains("\"index\":1,\"status\":\"rejected\"", "data.reason");
  }

  @Test
  void refuses_an_array_of_which_nothing_is_valid() {
    HttpResponse<String> response = http.post(ONE, "[1,2]");

    isProblem(response, 400, "invalid_event");
    assertThat(json(response.body()))
        .containsEntry("accepted", 0)
        .containsEntry("rejected", 2)
        .containsKey("results");
  }

  @Test
  void accepts_nothing_of_an_array_that_is_malformed_or_too_long() {
    isProblem(http.post(ONE, "[" + event(1) + ","), 400, "invalid_json");
    isProblem(http.post(ONE, "[]"), 400, "invalid_event");
    String tooLong =
        IntStream.range(0, 101)
            .mapToObj(HttpSide::event)
            .collect(Collectors.joining(",", "[", "]"));
    isProblem(http.post(ONE, tooLong), 413, "too_large");

    assertThat(http.service.published).isEmpty();
  }

  @Test
  void answers_a_stream_line_by_line_in_order() {
    String body =
        event(1)
            + "\n\n"
            + "nonsense\n"
            + event(2)
            + "\r\n"
            + event(3).replace("late", "x".repeat(300_000))
            + "\n"
            + event(4);

    HttpResponse<String> response = http.post(STREAM, body);

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(response.headers().firstValue("Content-Type")).contains(STREAM);
    List<Map<String, Object>> lines = lines(response.body());
    assertThat(lines).hasSize(6);
    assertThat(lines.subList(0, 5)).extracting(l -> l.get("line")).containsExactly(1, 3, 4, 5, 6);
    assertThat(lines.subList(0, 5)).extracting(l -> l.get("index")).containsExactly(0, 1, 2, 3, 4);
    assertThat(lines.subList(0, 5))
        .extracting(l -> l.get("status"))
        .containsExactly("accepted", "rejected", "accepted", "rejected", "accepted");
    assertThat(lines.get(1)).containsEntry("code", "invalid_json");
    assertThat(lines.get(3)).containsEntry("code", "too_large");
    assertThat(lines.get(5)).isEqualTo(Map.of("status", "done", "accepted", 3, "rejected", 2));
  }

  @Test
  void tells_only_rejections_if_the_client_prefers_it() {
    HttpResponse<String> response =
        http.send(
            http.events()
                .header("Content-Type", STREAM)
                .header("Prefer", "return=minimal")
                .POST(BodyPublishers.ofString(event(1) + "\nx\n" + event(2))));

    List<Map<String, Object>> lines = lines(response.body());
    assertThat(lines).extracting(l -> l.get("status")).containsExactly("rejected", "done");
    assertThat(lines.get(1)).containsEntry("accepted", 2);
  }

  @Test
  void answers_an_empty_stream() {
    assertThat(lines(http.post(STREAM, "\n\n").body()))
        .containsExactly(Map.of("status", "done", "accepted", 0, "rejected", 0));
  }

  @Test
  void takes_a_long_stream_in_order() {
    int count = 50_000;
    String body =
        IntStream.range(0, count).mapToObj(HttpSide::event).collect(Collectors.joining("\n"));

    HttpResponse<String> response = http.post(STREAM, body);

    List<Map<String, Object>> lines = lines(response.body());
    assertThat(lines).hasSize(count + 1);
    assertThat(lines.subList(0, count))
        .extracting(l -> l.get("index"))
        .isEqualTo(IntStream.range(0, count).boxed().toList());
    assertThat(http.service.published)
        .extracting(OrderEvent::getOrderId)
        .isEqualTo(IntStream.range(0, count).mapToObj(i -> "o-" + i).toList());
  }

  @ParameterizedTest
  @CsvSource({"application/json", "application/x-ndjson"})
  void answers_429_when_the_broker_is_slow_and_503_when_it_is_away(String type) {
    http.service.answer =
        event -> CompletableFuture.failedFuture(new BackPressureException("full"));

    HttpResponse<String> slow = http.post(type, event(1));
    isProblem(slow, 429, "rate_limited");
    assertThat(slow.headers().firstValue("Retry-After")).contains("1");

    http.service.brokerAway = true;
    HttpResponse<String> away = http.post(type, event(1));
    isProblem(away, 503, "broker_unavailable");
    assertThat(away.headers().firstValue("Retry-After")).contains("5");
  }

  @Test
  void answers_503_when_a_send_failed_for_good() {
    http.service.answer =
        event ->
            CompletableFuture.failedFuture(
                new SendFailedException(new TimeoutException("expired")));

    isProblem(http.post(ONE, event(1)), 503, "broker_unavailable");
    HttpResponse<String> array = http.post(ONE, "[" + event(1) + "," + event(2) + "]");
    isProblem(array, 503, "broker_unavailable");
    assertThat(json(array.body())).containsKey("results");
  }

  @Test
  void answers_503_before_the_broker_is_reached_and_while_stopping() {
    http.service.ready = false;
    isProblem(http.post(ONE, event(1)), 503, "broker_unavailable");
    http.service.ready = true;
    http.service.stopping = true;
    isProblem(http.post(STREAM, event(1)), 503, "shutting_down");
  }

  @Test
  void ends_a_stream_at_the_first_event_that_must_be_sent_again() {
    http.service.answer =
        event ->
            event.getOrderId().equals("o-3")
                ? CompletableFuture.failedFuture(
                    new SendFailedException(new TimeoutException("expired")))
                : http.service.accept(event);
    String body =
        IntStream.range(1, 20_000).mapToObj(HttpSide::event).collect(Collectors.joining("\n"));

    HttpResponse<String> response = http.post(STREAM, body);

    assertThat(response.statusCode()).isEqualTo(202);
    List<Map<String, Object>> lines = lines(response.body());
    assertThat(lines.get(2))
        .containsEntry("status", "rejected")
        .containsEntry("code", "broker_unavailable");
    assertThat(lines.get(lines.size() - 1))
        .containsEntry("status", "stopped")
        .containsEntry("code", "broker_unavailable")
        .containsEntry("retry_after", 5);
    assertThat(lines.size()).isLessThan(20_000);
  }

  @Test
  void lets_nothing_of_a_partner_pass_behind_what_found_no_room() {
    http.service.answer =
        event ->
            event.getOrderId().equals("o-2")
                ? CompletableFuture.failedFuture(new BackPressureException("full"))
                : http.service.accept(event);

    HttpResponse<String> response =
        http.post(
            ONE,
            "["
                + event(1)
                + ","
                + event(2)
                + ","
                + event(3)
                + ","
                + event(new UUID(8, 8).toString(), "other", 4)
                + "]");

    isProblem(response, 429, "rate_limited");
    assertThat(response.body()).contains("\"index\":2", "predecessor_failed");
    assertThat(http.service.published)
        .extracting(OrderEvent::getOrderId)
        .containsExactly("o-1", "o-4");
  }

  @Test
  void advises_to_send_the_whole_request_unchanged_where_places_make_the_identities() {
    http.service.answer =
        event ->
            CompletableFuture.failedFuture(new SendFailedException(new TimeoutException("late")));

    HttpResponse<String> response = http.post(ONE, "[" + event(1) + "," + event(2) + "]");

    isProblem(response, 503, "broker_unavailable");
    String unchanged = "the whole request unchanged";
    assertThat(json(response.body()).get("detail"))
        .asString()
        .contains("event_id", "with an Idempotency-Key", unchanged);
    assertThat(json(response.body()).get("results"))
        .asInstanceOf(list(Map.class))
        .element(1)
        .asInstanceOf(map(String.class, Object.class))
        .containsEntry("code", "predecessor_failed")
        .hasEntrySatisfying(
            "detail",
            detail ->
                assertThat(detail)
                    .asString()
                    .contains("event_ids", "with an Idempotency-Key", unchanged));
  }

  @Test
  void a_stream_that_a_fault_of_the_service_ends_is_stopped_and_not_done() {
    http.service.answer =
        event -> {
          if (event.getOrderId().equals("o-2")) {
            throw new IllegalStateException("a bug");
          }
          return http.service.accept(event);
        };

    HttpResponse<String> response =
        http.post(STREAM, event(1) + "\n" + event(2) + "\n" + event(3) + "\n");

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(lines(response.body()))
        .last()
        .asInstanceOf(map(String.class, Object.class))
        .containsEntry("status", "stopped")
        .containsEntry("accepted", 1)
        .containsEntry("code", "internal_error");
    assertThat(response.body()).doesNotContain("a bug");
  }

  @Test
  void a_stream_whose_first_event_meets_a_fault_of_the_service_is_a_problem() {
    http.service.answer =
        event -> {
          throw new LinkageError("a bug");
        };

    isProblem(http.post(STREAM, event(1) + "\n" + event(2)), 500, "internal_error");
  }

  @Test
  void demands_a_key() {
    HttpResponse<String> response =
        http.send(
            http.at("/v1/events")
                .header("Content-Type", ONE)
                .POST(BodyPublishers.ofString(event(1))));

    isProblem(response, 401, "missing_key");
    assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    assertThat(http.service.published).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer ows_wrong",
        "Bearer ",
        "Basic b3dzX3NlY3JldA==",
        "ows_secret",
        "Bearer ows_secret x"
      })
  void refuses_a_wrong_key(String authorization) {
    HttpResponse<String> response =
        http.send(
            http.at("/v1/events")
                .header("Authorization", authorization)
                .header("Content-Type", ONE)
                .POST(BodyPublishers.ofString(event(1))));

    isProblem(response, 401, "invalid_key");
  }

  @Test
  void has_nothing_under_other_paths() {
    for (String path : new String[] {"/", "/v1/other"}) {
      isProblem(
          http.send(http.at(path).header("Authorization", "Bearer ows_secret").GET()),
          404,
          "not_found");
      isProblem(http.send(http.at(path).GET()), 401, "missing_key");
    }
    isProblem(http.send(http.at("/error").GET()), 404, "not_found");
    isProblem(http.send(http.at("/..%2f..%2fetc").GET()), 400, "bad_request");
  }

  @Test
  void names_the_methods_it_knows() {
    HttpResponse<String> response = http.send(http.events().GET());

    isProblem(response, 405, "method_not_allowed");
    assertThat(response.headers().firstValue("Allow")).contains("POST");
  }

  @Test
  void keeps_a_fault_of_its_own_to_itself() {
    http.service.answer =
        event -> {
          throw new IllegalStateException("secret detail");
        };

    HttpResponse<String> response = http.post(ONE, event(1));

    isProblem(response, 500, "internal_error");
    assertThat(response.body()).doesNotContain("secret");
  }
}
