package io.orderwire.delivery.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderwire.delivery.audit.Authors;
import io.orderwire.delivery.history.History;
import io.orderwire.delivery.history.ItemIds;
import io.orderwire.delivery.history.Position;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An instance that does not know all partners yet, or cannot read the history yet. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StartingTest {
  private static final String STREAM = "/v1/orders/events/stream";
  private static final String FROM_START = STREAM + "?since=1970-01-01T00:00:00Z";

  private final PartnerPort port =
      PartnerPort.start(
          "orderwire.delivery.stream.recheck=100ms",
          "orderwire.delivery.stream.heartbeat=200ms",
          "orderwire.delivery.stream.connections-per-partner=2");

  @AfterEach
  void started() {
    port.partners().complete(true);
    port.history().become(new History.Readiness.Ready());
  }

  @AfterAll
  void stop() {
    port.close();
  }

  @Test
  void before_all_partners_are_known_no_key_is_taken_or_refused_for_good() throws IOException {
    String key = port.partner("known");
    port.partners().complete(false);
    for (String one : new String[] {key, "ow_" + "A".repeat(43)}) {
      HttpResponse<String> answer = port.get(one, "/v1/orders/events");
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("\"code\":\"unavailable\"");
      assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
    }
    try (RawStream browser =
        RawStream.open(
            port.port(), STREAM + "?token=owt_nonsense", null, "Accept: text/event-stream")) {
      assertThat(browser.status()).isEqualTo(200);
      browser.toEnd();
      assertThat(browser.text()).contains("retry: 1000").doesNotContain("event: error");
    }
    port.partners().complete(true);
    assertThat(port.get(key, "/v1/orders/events").statusCode()).isEqualTo(200);
  }

  @Test
  void a_stream_that_waits_counts_and_makes_room_when_it_is_closed() throws IOException {
    String crowd = port.partner("crowd");
    port.history().become(new History.Readiness.CatchingUp());
    try (RawStream one = open(crowd);
        RawStream two = open(crowd)) {
      one.until(": heartbeat");
      two.until(": heartbeat");
      HttpResponse<String> refused = port.get(crowd, STREAM);
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.body()).contains("too_many_connections");
      assertThat(port.get(crowd, "/v1/subscriptions").body()).doesNotContain("\"sse\"");
    }
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              try (RawStream again = open(crowd)) {
                assertThat(again.status()).isEqualTo(200);
              }
            });
  }

  @Test
  void a_stream_that_waits_begins_with_the_cursor_that_it_was_given() throws IOException {
    String key = port.partner("keeps");
    String cursor = ItemIds.encode("keeps", new Position(0, 0));
    port.history().become(new History.Readiness.NoOwner());
    try (RawStream stream = RawStream.open(port.port(), STREAM, key, "Last-Event-ID: " + cursor)) {
      stream.until("id: " + cursor);
    }
  }

  @Test
  void a_stream_that_waits_ends_when_its_partner_is_suspended() throws Exception {
    String leaving = port.partner("leaving");
    port.history().become(new History.Readiness.NoOwner());
    try (RawStream stream = open(leaving)) {
      stream.until(": heartbeat");
      assertThat(port.registry().suspend("leaving", true, Authors.OPERATOR)).isPresent();
      stream.until("data: {\"reason\":\"not_allowed\"}");
      stream.toEnd();
    }
  }

  @Test
  void a_stream_that_has_waited_as_long_as_it_may_is_told_to_come_again() throws IOException {
    try (PartnerPort old = PartnerPort.start("orderwire.delivery.stream.max-age=500ms")) {
      String key = old.partner("old");
      old.history().become(new History.Readiness.NoOwner());
      try (RawStream stream = RawStream.open(old.port(), FROM_START, key)) {
        stream.until("event: goaway");
        stream.until("data: {\"reason\":\"max_age\"}");
        stream.toEnd();
      }
    }
  }

  @Test
  void a_stream_that_waits_is_told_that_the_service_stops() throws Exception {
    PartnerPort stopping = PartnerPort.start();
    String key = stopping.partner("one");
    stopping.history().become(new History.Readiness.NoOwner());
    try (RawStream stream = RawStream.open(stopping.port(), FROM_START, key)) {
      stream.until(": catching up");
      Thread closing = Thread.ofVirtual().start(stopping::close);
      stream.until("data: {\"reason\":\"shutdown\"}");
      stream.toEnd();
      closing.join();
    }
  }

  @Test
  void a_stream_beyond_a_frozen_place_stays_open_until_history_goes_on() throws IOException {
    String frozen = port.partner("frozen");
    port.created("frozen", 10);
    port.history().freeze("frozen", true);
    try (RawStream stream =
        RawStream.open(
            port.port(), STREAM, frozen, "Last-Event-ID: " + PartnerPort.id("frozen", 15))) {
      assertThat(stream.status()).isEqualTo(200);
      stream.until(": heartbeat");
      assertThat(
              port.get(frozen, "/v1/orders/events?newer_than=" + PartnerPort.id("frozen", 15))
                  .body())
          .contains("history_frozen");
      port.history().freeze("frozen", false);
      port.created("frozen", 6);
      stream.until("id: " + PartnerPort.id("frozen", 16));
      assertThat(stream.ids())
          .containsExactly(PartnerPort.id("frozen", 15), PartnerPort.id("frozen", 16));
    }
  }

  private RawStream open(String key) throws IOException {
    return RawStream.open(port.port(), FROM_START, key);
  }
}
