package io.orderwire.delivery.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are asked for and not read, over HTTP/2 without a window. */
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = SEPARATE_THREAD)
class UnreadAnswersTest {
  private static final String EVENTS = "/v1/orders/events?limit=1";
  private static final int ITEM = 100_000;

  /** There is room for two of them, but not for three. */
  private static final String ROOM = "256KB";

  private PartnerPort port = PartnerPort.start("orderwire.delivery.answers.per-partner=" + ROOM);

  @AfterEach
  void stop() {
    port.close();
  }

  /** What makes room again. */
  enum End {
    READ,
    RESET,
    CLOSED
  }

  private static Stream<Arguments> ways() {
    return Stream.of(End.values())
        .flatMap(end -> Stream.of(Arguments.of(true, end), Arguments.of(false, end)));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void of_a_partner_may_be_so_many_until_they_have_ended(boolean isShort, End end)
      throws IOException {
    String acme = large("acme");
    String globex = large("globex");
    String[] way = isShort ? new String[] {} : new String[] {"Prefer", "x"};
    try (RawHttp2 client = new RawHttp2(port.port())) {
      List<Integer> streams = unread(client, acme, isShort);
      long before = port.part(PartnerPort.ServletRequests.class).count();
      HttpResponse<String> refused = port.get(acme, EVENTS, way);
      assertThat(port.part(PartnerPort.ServletRequests.class).count()).isEqualTo(before + 1);
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.body()).contains("\"too_many_answers\"");
      assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(refused.headers().map()).doesNotContainKeys("ETag", "Content-Encoding");
      assertThat(port.get(globex, EVENTS, way).statusCode()).isEqualTo(200);
      for (int stream : streams) {
        switch (end) {
          case READ -> client.take(stream, 1 << 20);
          case RESET -> client.reset(stream);
          case CLOSED -> client.leave();
        }
      }
      if (end == End.READ) {
        client.take(0, 1 << 20);
      }
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> port.get(acme, EVENTS, way).statusCode() == 200);
    }
  }

  @Test
  void changes_are_told_all_the_same() throws IOException {
    String acme = large("acme");
    try (RawHttp2 client = new RawHttp2(port.port())) {
      assertThat(unread(client, acme, true)).hasSize(2);
      HttpRequest.Builder ack =
          port.request("/v1/orders/events/ack")
              .header("Authorization", "Bearer " + acme)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString("{\"cursor\":\"" + PartnerPort.id("acme", 1) + "\"}"));
      assertThat(port.send(ack).statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void the_only_one_may_be_of_any_size(boolean isShort) {
    String acme = port.partner("acme");
    port.history().appendLarge("acme", 1 << 20);
    String[] way = isShort ? new String[] {} : new String[] {"Prefer", "x"};
    for (int i = 0; i < 3; i++) {
      assertThat(port.get(acme, EVENTS, way).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void of_all_partners_together_may_be_so_many() throws IOException {
    port.close();
    port = PartnerPort.start("orderwire.delivery.answers.in-all=" + ROOM);
    String acme = large("acme");
    String globex = large("globex");
    try (RawHttp2 client = new RawHttp2(port.port())) {
      assertThat(unread(client, acme, true)).hasSize(2);
      HttpResponse<String> refused = port.get(globex, EVENTS);
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.body()).contains("\"unavailable\"");
      assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
    }
    await().atMost(Duration.ofMinutes(1)).until(() -> port.get(globex, EVENTS).statusCode() == 200);
  }

  private String large(String partnerId) {
    String key = port.partner(partnerId);
    port.history().appendLarge(partnerId, ITEM);
    return key;
  }

  private static List<Integer> unread(RawHttp2 client, String key, boolean isShort)
      throws IOException {
    List<String> fields = new ArrayList<>(List.of("authorization", "Bearer " + key));
    if (!isShort) {
      fields.addAll(List.of("prefer", "x"));
    }
    List<Integer> streams = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      streams.add(client.ask(EVENTS, fields.toArray(String[]::new)));
    }
    return streams;
  }
}
