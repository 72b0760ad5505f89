package io.orderwire.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients get wrong, end to end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadRequestsIT {
  private final LocalSystem system = LocalSystem.shared();
  private final PartnerApi partner = partnerWithTwoItems("bad-requests");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "?limit=0|invalid_limit",
        "?limit=-1|invalid_limit",
        "?limit=1000000000|invalid_limit",
        "?limit=1e9|invalid_limit",
        "?limit=abc|invalid_limit",
        "?limit=|invalid_limit",
        "?newer_than=x|invalid_cursor",
        "?since=yesterday|invalid_time",
        "?types=order.exploded|invalid_type",
      })
  void refuses_parameters_by_name(String query, String code) {
    Answer answer = partner.http().get("/v1/orders/events" + query);
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.code()).isIn(code, "invalid_parameter");
  }

  @Test
  void refuses_both_boundaries_at_once() {
    String id = partner.page("?limit=1").cursor();
    Answer answer =
        partner.http().get("/v1/orders/events?newer_than=%s&older_than=%s".formatted(id, id));
    assertThat(answer.code()).isEqualTo("conflicting_boundaries");
  }

  @Test
  void refuses_another_partner_s_cursor_in_every_place() {
    String foreign =
        partnerWithTwoItems("bad-requests-other").page("?limit=1").items().getFirst().id();
    for (String path :
        List.of(
            "/v1/orders/events?newer_than=" + foreign,
            "/v1/orders/events?older_than=" + foreign,
            "/v1/orders/created-history?newer_than=" + foreign,
            "/v1/orders/events/" + foreign,
            "/v1/orders/events/stream?newer_than=" + foreign)) {
      Answer answer = partner.http().get(path);
      assertThat(answer.status()).as(path).isEqualTo(400);
      assertThat(answer.code()).as(path).isEqualTo("invalid_cursor");
    }
    assertThat(
            partner.http().post("/v1/orders/events/ack", "{\"cursor\":\"" + foreign + "\"}").code())
        .isEqualTo("invalid_cursor");
  }

  @Test
  void refuses_a_truncated_and_a_mistyped_cursor() {
    String id = partner.page("?limit=1").items().getFirst().id();
    char last = id.charAt(id.length() - 1);
    for (String wrong :
        List.of(
            id.substring(0, id.length() - 1),
            id.substring(0, 1),
            id.substring(0, id.length() - 1) + (last == 'A' ? 'B' : 'A'),
            id + "A")) {
      assertThat(partner.http().get("/v1/orders/events?newer_than=" + wrong).code())
          .as(wrong)
          .isEqualTo("invalid_cursor");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"events", "created-history", "a/b", "..", "%2e%2e%2fevents", "x%00y"})
  void has_no_order_whose_id_looks_like_a_route(String orderId) {
    assertThat(
            system
                .ingest()
                .post(
                    "/v1/events", SampleEvents.created("bad-requests", orderId, UUID.randomUUID()))
                .status())
        .as("ingest of " + orderId)
        .isEqualTo(orderId.equals("..") ? 202 : 400);
  }

  @Test
  void refuses_missing_wrong_revoked_and_suspended_keys() {
    String path = "/v1/orders/events";
    assertThat(system.partners().get(path).code()).isEqualTo("missing_key");
    assertThat(system.partners().withToken("ow_wrong").get(path).code()).isEqualTo("invalid_key");

    String key = system.newKey("bad-keys");
    String admin = "/admin/v1/partners/bad-keys";
    String keyId =
        system.operator().get(admin).json().path("keys").path(0).path("key_id").asString();
    Http http = system.partners().withToken(key);
    assertThat(http.get(path).status()).isEqualTo(200);
    assertThat(system.operator().post(admin + "/suspend", "").status()).isEqualTo(200);
    assertThat(http.get(path).code()).isEqualTo("partner_suspended");
    assertThat(system.operator().post(admin + "/resume", "").status()).isEqualTo(200);
    assertThat(http.get(path).status()).isEqualTo(200);
    assertThat(
            system
                .operator()
                .send(
                    "DELETE",
                    admin + "/keys/" + keyId,
                    java.net.http.HttpRequest.BodyPublishers.noBody())
                .status())
        .isEqualTo(204);
    assertThat(http.get(path).code()).isEqualTo("invalid_key");
  }

  @Test
  void shows_a_partner_that_is_registered_late_all_of_its_events() {
    SampleEvents.post(system, SampleEvents.created("bad-late", "ord-1", UUID.randomUUID()));
    SampleEvents.post(system, SampleEvents.created("bad-late", "ord-2", UUID.randomUUID()));
    assertThat(system.addPartner("bad-late").whenAtLeast(2))
        .extracting(Item::sequence)
        .containsExactly(1L, 2L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "nonsense",
        "{\"event_id\":7}",
        "{\"event_id\":\"6b1f0f0e-7c4e-4a53-9d3a-0f7f1f1f2a01\"}",
        "\"\\ud800\"",
        "[[]]",
        "",
      })
  void refuses_event_bodies_that_are_none(String body) {
    Answer answer = system.ingest().post("/v1/events", body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.code()).isIn("invalid_json", "invalid_event");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"12.50\",\"items\"|\"12,50\",\"items\"",
        "\"12.50\",\"items\"|12.5,\"items\"",
        "\"12.50\",\"items\"|\"-1\",\"items\"",
        "\"12.50\",\"items\"|\"1.00001\",\"items\"",
        "\"12.50\",\"items\"|\"1e3\",\"items\"",
        "2026-11-24T06:00:00Z|2026-02-30T06:00:00Z",
        "2026-11-24T06:00:00Z|yesterday",
        "2026-11-24T06:00:00Z|2026-11-24T06:00:00",
        "order.created|order.exploded",
        "\"ord-1\"|\"\"",
        "\"ord-1\"|\"a\\u0000b\"",
        "\"ord-1\"|\"\\ud800\"",
        "\"ord-1\"|null",
        "\"currency\":\"EUR\",|",
        "\"currency\":\"EUR\"|\"currency\":\"EUR\",\"colour\":\"red\"",
      })
  void refuses_events_with_nonsense_in_a_field(String right, String wrong) {
    String event = SampleEvents.created("bad-requests", "ord-1", UUID.randomUUID());
    assertThat(event).contains(right);
    Answer answer =
        system.ingest().post("/v1/events", event.replace(right, wrong == null ? "" : wrong));
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.code()).isIn("invalid_event", "invalid_json");
  }

  @Test
  void refuses_an_id_of_one_mebibyte_and_an_event_over_256_kib() {
    String huge = "x".repeat(1 << 20);
    assertThat(
            system
                .ingest()
                .post("/v1/events", SampleEvents.created("bad-requests", huge, UUID.randomUUID()))
                .code())
        .isIn("too_large", "invalid_event");
    Answer answer = partner.http().get("/v1/orders/" + "x".repeat(20_000));
    assertThat(answer.status()).isIn(404, 414, 431);
  }

  @Test
  void answers_10_000_header_fields_with_431_or_400_and_lives() throws IOException {
    for (String base : List.of(system.partners().base(), system.ingest().base())) {
      StringBuilder request = new StringBuilder("GET /v1/orders/events HTTP/1.1\r\nHost: x\r\n");
      for (int n = 0; n < 10_000; n++) {
        request.append("X-").append(n).append(": ").append(n).append("\r\n");
      }
      assertThat(exchange(base, request.append("\r\n").toString()))
          .containsPattern("^HTTP/1.1 (431|400)");
    }
    assertThat(partner.http().get("/v1/orders/events").status()).isEqualTo(200);
  }

  @Test
  void answers_what_is_not_http_with_400_and_lives() throws IOException {
    assertThat(exchange(system.partners().base(), "\u0000\u0001nonsense\r\n\r\n"))
        .containsPattern("^HTTP/1.1 400");
    assertThat(partner.http().get("/v1/orders/events").status()).isEqualTo(200);
  }

  private static String exchange(String base, String request) throws IOException {
    URI uri = URI.create(base);
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      try {
        out.write(request.getBytes(UTF_8));
        out.flush();
      } catch (IOException e) {
        // The server has answered and closed before it read all; the answer is still there.
      }
      InputStream in = socket.getInputStream();
      return new String(in.readNBytes(12), UTF_8);
    }
  }

  private PartnerApi partnerWithTwoItems(String id) {
    PartnerApi api = system.addPartner(id);
    SampleEvents.post(system, SampleEvents.created(id, "ord-1", UUID.randomUUID()));
    SampleEvents.post(system, SampleEvents.cancelled(id, "ord-1", UUID.randomUUID()));
    api.whenAtLeast(2);
    return api;
  }
}
