package io.orderwire.delivery.app;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderwire.delivery.audit.Authors;
import io.orderwire.delivery.history.EventType;
import io.orderwire.delivery.history.History;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Streams over real connections. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamTest {
  private static final String STREAM = "/v1/orders/events/stream";
  private static final String FROM_START = STREAM + "?since=1970-01-01T00:00:00Z";

  private final PartnerPort port =
      PartnerPort.start(
          "orderwire.delivery.stream.recheck=100ms",
          "orderwire.delivery.stream.heartbeat=200ms",
          "orderwire.delivery.stream.connections-per-partner=3",
          "server.jetty.connection-idle-timeout=2s");
  private String key = "";

  @BeforeAll
  void partner() {
    key = port.partner("acme");
    port.created("acme", 20);
  }

  @AfterAll
  void stop() {
    port.close();
  }

  @Test
  void begins_with_a_place_and_a_retry_then_history_then_live_items() throws IOException {
    String live = port.partner("live");
    port.created("live", 3);
    try (RawStream stream = open(FROM_START, live)) {
      assertThat(stream.status()).isEqualTo(200);
      assertThat(stream.header("content-type")).startsWith("text/event-stream");
      assertThat(stream.header("cache-control")).isEqualTo("no-store");
      stream.until("id: " + PartnerPort.id("live", 3));
      port.created("live", 2);
      stream.until("id: " + PartnerPort.id("live", 5));
      assertThat(stream.ids())
          .containsExactly(
              PartnerPort.id("live", 0),
              PartnerPort.id("live", 1),
              PartnerPort.id("live", 2),
              PartnerPort.id("live", 3),
              PartnerPort.id("live", 4),
              PartnerPort.id("live", 5));
      assertThat(stream.text()).contains("retry: ").contains("event: order.created\ndata: {");
    }
  }

  @Test
  void the_header_beats_the_query() throws IOException {
    String query = STREAM + "?last_event_id=%s&newer_than=%s";
    try (RawStream stream =
        open(
            query.formatted(PartnerPort.id("acme", 5), PartnerPort.id("acme", 9)),
            key,
            "Last-Event-ID: " + PartnerPort.id("acme", 18))) {
      stream.until("id: " + PartnerPort.id("acme", 20));
      assertThat(stream.ids())
          .containsExactly(
              PartnerPort.id("acme", 18), PartnerPort.id("acme", 19), PartnerPort.id("acme", 20));
    }
    try (RawStream stream =
        open(query.formatted(PartnerPort.id("acme", 18), PartnerPort.id("acme", 9)), key)) {
      stream.until("id: " + PartnerPort.id("acme", 20));
      assertThat(stream.ids()).first().isEqualTo(PartnerPort.id("acme", 18));
    }
  }

  @Test
  void a_quiet_stream_outlives_the_idle_timeout_by_heartbeats() throws IOException {
    try (RawStream stream = open(STREAM, key)) {
      for (int i = 0; i < 20; i++) {
        stream.until(": heartbeat");
      }
    }
  }

  @Test
  void a_suspended_partner_is_told_to_go_and_then_refused() throws Exception {
    String leaving = port.partner("leaving");
    try (RawStream stream = open(STREAM, leaving)) {
      stream.until(": heartbeat");
      assertThat(port.registry().suspend("leaving", true, Authors.OPERATOR)).isPresent();
      stream.until("event: goaway");
      stream.toEnd();
    }
    assertThat(port.get(leaving, STREAM).statusCode()).isEqualTo(403);
  }

  @Test
  void a_removed_partner_s_streams_end_and_its_key_is_unknown() throws Exception {
    String going = port.partner("going");
    String token = token(going);
    try (RawStream byKey = open(STREAM, going);
        RawStream byToken = open(STREAM + "?token=" + token, null)) {
      byKey.until(": heartbeat");
      byToken.until(": heartbeat");
      assertThat(port.registry().remove("going", Authors.OPERATOR)).isTrue();
      byKey.toEnd();
      byToken.toEnd();
    }
    assertThat(port.get(going, STREAM).statusCode()).isEqualTo(401);
  }

  @Test
  void a_revoked_key_ends_its_streams_and_its_tokens_streams() throws Exception {
    String revoking = port.partner("revoking");
    String keyId = port.registry().find("revoking").orElseThrow().keys().getFirst().keyId();
    String token = token(revoking);
    try (RawStream byKey = open(STREAM, revoking);
        RawStream byToken = open(STREAM + "?token=" + token, null)) {
      byToken.until(": heartbeat");
      assertThat(port.registry().revokeKey("revoking", keyId, Authors.OPERATOR)).isTrue();
      byKey.toEnd();
      byToken.toEnd();
    }
  }

  @Test
  void a_client_that_closes_makes_room_and_one_too_many_is_refused() throws IOException {
    String crowd = port.partner("crowd");
    try (RawStream one = open(STREAM, crowd);
        RawStream two = open(STREAM, crowd);
        RawStream three = open(STREAM, crowd)) {
      for (RawStream stream : List.of(one, two, three)) {
        stream.until(": heartbeat");
      }
      HttpResponse<String> refused = port.get(crowd, STREAM);
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.body()).contains("too_many_connections");
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
      // A browser would give up on 429 for good: it is told when to come back.
      try (RawStream browser =
          open(STREAM + "?token=" + token(crowd), null, "Accept: text/event-stream")) {
        assertThat(browser.status()).isEqualTo(200);
        browser.toEnd();
        assertThat(browser.text()).contains("retry: 30000").doesNotContain("event: error");
      }
    }
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              try (RawStream again = open(STREAM, crowd)) {
                assertThat(again.status()).isEqualTo(200);
              }
            });
  }

  @Test
  void a_browser_is_told_by_an_event_and_stopped_by_204() throws IOException {
    String browser = "Accept: text/event-stream";
    try (RawStream refused = open(STREAM + "?token=owt_nonsense", null, browser)) {
      assertThat(refused.status()).isEqualTo(200);
      refused.toEnd();
      assertThat(refused.text())
          .contains("event: error\ndata: {")
          .contains("\"code\":\"invalid_key\"");
      assertThat(refused.ids()).containsExactly("refused");
    }
    try (RawStream again =
        open(STREAM + "?token=owt_nonsense", null, browser, "Last-Event-ID: refused")) {
      assertThat(again.status()).isEqualTo(204);
    }
  }

  @Test
  void others_see_the_status() {
    assertThat(port.send(port.request(STREAM + "?token=owt_nonsense")).statusCode()).isEqualTo(401);
    assertThat(port.send(port.request(STREAM)).statusCode()).isEqualTo(401);
    assertThat(
            port.get(key, STREAM, "Accept", "text/event-stream", "Last-Event-ID", "x").statusCode())
        .isEqualTo(400);
    HttpResponse<String> ahead =
        port.get(key, STREAM + "?newer_than=" + PartnerPort.id("acme", 1_000));
    assertThat(ahead.statusCode()).isEqualTo(410);
    assertThat(ahead.body()).contains("cursor_ahead");
  }

  @Test
  void a_token_reads_the_stream_of_its_partner_and_nothing_else() throws IOException {
    String token = token(key);
    try (RawStream stream = open(FROM_START + "&token=" + token, null)) {
      stream.until("id: " + PartnerPort.id("acme", 20));
    }
    assertThat(port.send(port.request("/v1/orders/events?token=" + token)).statusCode())
        .isEqualTo(401);
    assertThat(port.get(token, "/v1/orders/events").statusCode()).isEqualTo(401);
  }

  @Test
  void what_passes_by_itself_is_a_stream_with_heartbeats() throws IOException {
    String early = port.partner("early");
    port.created("early", 2);
    try {
      port.history().become(new History.Readiness.NoOwner());
      try (RawStream stream = open(FROM_START, early)) {
        assertThat(stream.status()).isEqualTo(200);
        stream.until(": heartbeat");
        port.history().become(new History.Readiness.Ready());
        stream.until("id: " + PartnerPort.id("early", 2));
      }
    } finally {
      port.history().become(new History.Readiness.Ready());
    }
  }

  @Test
  void a_client_that_does_not_read_is_let_go_and_holds_up_nobody() throws IOException {
    String stuck = port.partner("stuck");
    for (int i = 0; i < 100; i++) {
      port.history().appendLarge("stuck", 200_000);
    }
    try (RawStream lazy = open(FROM_START, stuck);
        RawStream diligent = open(FROM_START, stuck)) {
      assertThat(lazy.status()).isEqualTo(200);
      diligent.until("id: " + PartnerPort.id("stuck", 100));
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  assertThat(port.get(stuck, "/v1/subscriptions").body().split("\"sse\"", -1))
                      .hasSize(2));
    }
  }

  @Test
  void filters_by_type_and_moves_the_place_on() throws IOException {
    String picky = port.partner("picky");
    port.created("picky", 5);
    port.history().append("picky", EventType.CANCELLED, "o1");
    port.created("picky", 2);
    try (RawStream stream = open(FROM_START + "&types=order.cancelled", picky)) {
      stream.until("id: " + PartnerPort.id("picky", 8));
      assertThat(stream.ids())
          .containsExactly(
              PartnerPort.id("picky", 0), PartnerPort.id("picky", 6), PartnerPort.id("picky", 8));
    }
  }

  @Test
  void head_of_a_stream_ends() {
    HttpRequest.Builder head =
        port.request(STREAM)
            .header("Authorization", "Bearer " + key)
            .timeout(Duration.ofSeconds(60))
            .method("HEAD", BodyPublishers.noBody());
    HttpResponse<String> answer = port.send(head);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream");
  }

  @Test
  void stopping_the_service_says_goaway_and_ends_streams_and_waits() throws Exception {
    PartnerPort stopping = PartnerPort.start();
    String one = stopping.partner("one");
    RawStream stream = RawStream.open(stopping.port(), STREAM, one);
    stream.until("id: ");
    AtomicReference<HttpResponse<String>> answer = new AtomicReference<>();
    Thread waiting =
        Thread.ofVirtual()
            .start(
                () ->
                    answer.set(
                        stopping.get(
                            one,
                            "/v1/orders/events?newer_than=" + PartnerPort.id("one", 0),
                            "Prefer",
                            "wait=60")));
    await().atMost(Duration.ofMinutes(1)).until(() -> stopping.history().waits() > 0);
    Thread closing = Thread.ofVirtual().start(stopping::close);
    stream.until("event: goaway");
    stream.until("data: {\"reason\":\"shutdown\"}");
    stream.toEnd();
    waiting.join();
    closing.join();
    assertThat(requireNonNull(answer.get()).statusCode()).isEqualTo(200);
  }

  /** It would be said to be a problem document, which is JSON, too. */
  @Test
  void a_token_is_given_as_json_or_not_at_all() {
    HttpRequest.Builder asked =
        port.request("/v1/stream-tokens")
            .header("Authorization", "Bearer " + port.partner("types"))
            .POST(BodyPublishers.noBody());
    HttpResponse<String> answer =
        port.send(asked.copy().header("Accept", "application/problem+json"));
    assertThat(answer.statusCode()).isEqualTo(406);
    assertThat(answer.body()).contains("\"code\":\"not_acceptable\"");
    for (String type : new String[] {"*/*", "application/json, application/problem+json"}) {
      assertThat(port.send(asked.copy().header("Accept", type)).headers().allValues("Content-Type"))
          .containsExactly("application/json");
    }
  }

  private String token(String apiKey) {
    HttpResponse<String> answer =
        port.send(
            port.request("/v1/stream-tokens")
                .header("Authorization", "Bearer " + apiKey)
                .POST(BodyPublishers.noBody()));
    assertThat(answer.statusCode()).isEqualTo(201);
    Matcher token = Pattern.compile("\"token\":\"([^\"]+)\"").matcher(answer.body());
    assertThat(token.find()).isTrue();
    return token.group(1);
  }

  private RawStream open(String path, @Nullable String apiKey, String... headers)
      throws IOException {
    return RawStream.open(port.port(), path, apiKey, headers);
  }
}
