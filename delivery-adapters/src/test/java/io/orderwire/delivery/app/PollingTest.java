package io.orderwire.delivery.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.delivery.history.EventType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What polling answers to those who ask rightly. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PollingTest {
  private static final String EVENTS = "/v1/orders/events";

  private final PartnerPort port =
      PartnerPort.start("orderwire.delivery.cors-origins=https://shop.example");
  private String key = "";

  @BeforeAll
  void partner() {
    key = port.partner("acme");
    port.created("acme", 50);
  }

  @AfterAll
  void stop() {
    port.close();
  }

  @Test
  void the_published_contract_to_the_letter() {
    String published = port.partner("published");
    port.history().append("published", EventType.CREATED, "ord-1");
    port.history().append("published", EventType.CANCELLED, "ord-1");
    String one = PartnerPort.id("published", 1);
    String two = PartnerPort.id("published", 2);
    assertThat(port.get(published, "/v1/orders/created-history").body())
        .isEqualTo(
            "{\"orders_created_events\":[{\"id\":\"%s\",\"occured_at\":\"2026-11-24T00:00:01Z\",\"order_id\":\"ord-1\"}],\"cursor\":\"%s\",\"newest_cursor\":\"%s\",\"has_more_items\":false}"
                .formatted(one, one, two));
  }

  @Test
  void an_item_is_the_same_bytes_alone_and_in_a_page() {
    String id = PartnerPort.id("acme", 7);
    String item = port.get(key, EVENTS + "/" + id).body();
    assertThat(port.get(key, EVENTS + "?limit=1000").body()).contains("," + item + ",");
  }

  @Test
  void a_page_that_is_known_is_not_sent_again_until_an_item_is_erased() {
    String cached = port.partner("cached");
    port.created("cached", 10);
    String page = EVENTS + "?limit=3&newer_than=" + PartnerPort.id("cached", 2);
    HttpResponse<String> first = port.get(cached, page);
    String tag = first.headers().firstValue("ETag").orElseThrow();
    assertThat(tag).startsWith("W/\"");
    assertThat(first.headers().firstValue("Cache-Control"))
        .hasValue("private, max-age=86400, immutable");
    assertThat(first.headers().allValues("Vary")).contains("Authorization, Accept-Encoding");
    port.created("cached", 1);
    HttpResponse<String> same = port.get(cached, page, "If-None-Match", tag);
    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(same.body()).isEmpty();
    assertThat(same.headers().firstValue("ETag")).hasValue(tag);
    port.history().erase("cached", 4);
    assertThat(port.get(cached, page, "If-None-Match", tag).statusCode()).isEqualTo(200);
  }

  @Test
  void a_page_at_the_head_is_asked_for_again() {
    HttpResponse<String> head = port.get(key, EVENTS + "?newer_than=" + PartnerPort.id("acme", 49));
    assertThat(head.headers().firstValue("Cache-Control")).hasValue("private, no-cache");
  }

  @Test
  void compresses_for_those_who_want_it_where_it_is_worth_it() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest.Builder page = port.request(EVENTS).header("Authorization", "Bearer " + key);
      HttpResponse<byte[]> packed =
          client.send(
              page.copy().header("Accept-Encoding", "br, gzip").build(),
              BodyHandlers.ofByteArray());
      assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
      String plain = port.send(page).body();
      assertThat(unpacked(packed.body())).isEqualTo(plain);
      for (String refused : List.of("gzip;q=0", "identity", "br")) {
        HttpResponse<String> answer = port.send(page.copy().header("Accept-Encoding", refused));
        assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(answer.body()).isEqualTo(plain);
      }
      HttpResponse<byte[]> small =
          client.send(
              port.request(EVENTS + "?limit=1")
                  .header("Authorization", "Bearer " + key)
                  .header("Accept-Encoding", "gzip")
                  .build(),
              BodyHandlers.ofByteArray());
      assertThat(small.headers().firstValue("Content-Encoding")).isEmpty();
    }
  }

  @Test
  void head_says_what_get_would() {
    HttpResponse<String> get = port.get(key, EVENTS + "?limit=5");
    HttpResponse<String> head =
        port.send(
            port.request(EVENTS + "?limit=5")
                .header("Authorization", "Bearer " + key)
                .method("HEAD", BodyPublishers.noBody()));
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    for (String header : List.of("ETag", "Content-Length", "Content-Type", "Cache-Control")) {
      assertThat(head.headers().firstValue(header))
          .as(header)
          .isEqualTo(get.headers().firstValue(header));
    }
  }

  @Test
  void options_says_which_methods_there_are() {
    HttpResponse<String> options =
        port.send(port.request(EVENTS).method("OPTIONS", BodyPublishers.noBody()));
    assertThat(options.statusCode()).isEqualTo(200);
    assertThat(options.headers().firstValue("Allow").orElse(""))
        .contains("GET")
        .contains("HEAD")
        .contains("OPTIONS");
  }

  @Test
  void pages_of_configured_origins_may_call_and_others_may_not() {
    HttpResponse<String> preflight =
        port.send(
            port.request(EVENTS)
                .header("Origin", "https://shop.example")
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "authorization")
                .method("OPTIONS", BodyPublishers.noBody()));
    assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
        .hasValue("https://shop.example");
    HttpResponse<String> call = port.get(key, EVENTS, "Origin", "https://shop.example");
    assertThat(call.headers().firstValue("Access-Control-Allow-Origin"))
        .hasValue("https://shop.example");
    assertThat(String.join(", ", call.headers().allValues("Vary")))
        .contains("Origin")
        .contains("Authorization, Accept-Encoding");
    HttpResponse<String> other = port.get(key, EVENTS, "Origin", "https://evil.example");
    assertThat(other.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    assertThat(other.statusCode()).isEqualTo(403);
    assertThat(other.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(other.body()).contains("\"code\":\"origin_not_allowed\"");
  }

  @Test
  void long_polling_answers_when_an_item_comes() throws InterruptedException {
    String waiting = port.partner("waiting");
    Thread later =
        Thread.ofVirtual()
            .start(() -> port.history().append("waiting", EventType.CREATED, "at-last"));
    HttpResponse<String> answer =
        port.get(
            waiting,
            EVENTS + "?newer_than=" + PartnerPort.id("waiting", 0),
            "Prefer",
            "respond-async, wait=600");
    later.join();
    assertThat(answer.body()).contains("at-last");
    assertThat(answer.headers().firstValue("Preference-Applied")).hasValue("wait=60");
  }

  @Test
  void since_begins_with_the_first_item_recorded_at_or_after_it() {
    assertThat(port.get(key, EVENTS + "?limit=1&since=2026-11-24T00:00:07Z").body())
        .contains("\"sequence\":7,");
    assertThat(port.get(key, EVENTS + "?limit=1&since=2026-11-24T02:00:06.5%2B02:00").body())
        .contains("\"sequence\":7,");
  }

  @Test
  void filters_by_type_and_order() {
    String mixed = port.partner("mixed");
    port.history().append("mixed", EventType.CREATED, "a");
    port.history().append("mixed", EventType.CREATED, "b");
    port.history().append("mixed", EventType.CANCELLED, "a");
    assertThat(sequences(port.get(mixed, EVENTS + "?types=order.cancelled").body()))
        .containsExactly("3");
    assertThat(sequences(port.get(mixed, EVENTS + "?order_id=a").body())).containsExactly("3", "1");
    assertThat(
            sequences(
                port.get(mixed, EVENTS + "?order_id=a&types=order.created,order.cancelled").body()))
        .containsExactly("3", "1");
  }

  @Test
  void an_order_is_folded_from_its_events_and_names_the_last() {
    String folding = port.partner("folding");
    port.history().append("folding", EventType.CREATED, "a");
    port.history().append("folding", EventType.CANCELLED, "a");
    HttpResponse<String> order = port.get(folding, "/v1/orders/a");
    assertThat(order.body())
        .contains("\"order_id\":\"a\"")
        .contains("\"status\":\"cancelled\"")
        .contains("\"last_item_id\":\"" + PartnerPort.id("folding", 2) + "\"");
    assertThat(port.get(folding, "/v1/orders/b").statusCode()).isEqualTo(404);
  }

  @Test
  void an_acknowledged_cursor_is_kept_and_never_moves_back() {
    String acking = port.partner("acking");
    port.created("acking", 5);
    assertThat(ack(acking, 3).body()).contains(PartnerPort.id("acking", 3));
    assertThat(ack(acking, 1).body()).contains(PartnerPort.id("acking", 3));
    assertThat(port.get(acking, "/v1/subscriptions").body())
        .contains("\"channel\":\"polling\"")
        .contains("\"lag_events\":2")
        .contains("\"state\":\"behind\"");
    assertThat(ack(acking, 5).statusCode()).isEqualTo(200);
    assertThat(port.get(acking, "/v1/subscriptions").body()).contains("\"state\":\"caught_up\"");
  }

  @Test
  void a_position_in_an_epoch_that_was_replaced_is_shown_as_expired_and_refused() {
    String replaced = port.partner("replaced");
    port.created("replaced", 20);
    assertThat(ack(replaced, "replaced", 20).statusCode()).isEqualTo(200);
    port.history().newEpoch("replaced", 10, EventType.CREATED, "again");
    assertThat(port.get(replaced, "/v1/subscriptions").body())
        .contains("\"state\":\"history_expired\"");
    assertThat(ack(replaced, "replaced", 5).statusCode()).isEqualTo(410);
    for (int i = 0; i < 15; i++) {
      port.history().append("replaced", EventType.CREATED, "again");
    }
    assertThat(port.get(replaced, "/v1/subscriptions").body())
        .contains("\"state\":\"history_expired\"");
    assertThat(ack(replaced, "replaced", 5).statusCode()).isEqualTo(410);
  }

  @Test
  void descriptions_need_no_key() {
    assertThat(port.send(port.request("/openapi.yaml")).body()).startsWith("openapi: 3.1");
    assertThat(port.send(port.request("/asyncapi.yaml")).body()).startsWith("asyncapi: 3");
  }

  private HttpResponse<String> ack(String acking, long sequence) {
    return ack(acking, "acking", sequence);
  }

  private HttpResponse<String> ack(String acking, String partner, long sequence) {
    return port.send(
        port.request(EVENTS + "/ack")
            .header("Authorization", "Bearer " + acking)
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    "{\"cursor\":\"" + PartnerPort.id(partner, sequence) + "\"}")));
  }

  private static List<String> sequences(String page) {
    return java.util.regex.Pattern.compile("\"sequence\":(\\d+)")
        .matcher(page)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private static String unpacked(byte[] packed) throws IOException {
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return new String(gzip.readAllBytes(), UTF_8);
    }
  }
}
