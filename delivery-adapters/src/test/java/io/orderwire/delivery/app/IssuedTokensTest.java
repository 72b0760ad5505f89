package io.orderwire.delivery.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.orderwire.delivery.audit.Authors;
import io.orderwire.delivery.history.Owners;
import io.orderwire.delivery.history.Owners.Owner;
import io.orderwire.testkit.StubIssuer;
import io.orderwire.testkit.StubIssuer.Signer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.LoggerFactory;

/** A partner's port that takes tokens of an issuer beside keys. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class IssuedTokensTest {
  private static final String EVENTS = "/v1/orders/events";
  private static final String STREAM = EVENTS + "/stream";
  private static final Duration LONG = Duration.ofSeconds(60);

  /** Enough for what a test does with a token on a machine that has much else to do. */
  private static final Duration SHORT = Duration.ofSeconds(10);

  private final StubIssuer issuer = StubIssuer.start();
  private final Signer key = issuer.addKey("first", "ES256");
  private final PartnerPort port = start(issuer.url());

  private static PartnerPort start(String issuer) {
    return PartnerPort.start(
        "orderwire.issuer.url=" + issuer,
        "orderwire.issuer.audience=orderwire",
        "orderwire.issuer.clock-skew=0s",
        "orderwire.issuer.keys.ask-again=100ms",
        "orderwire.issuer.keys.refresh=500ms",
        "orderwire.delivery.stream.recheck=100ms",
        "orderwire.delivery.stream.heartbeat=200ms");
  }

  @BeforeAll
  void partners() {
    port.partner("acme");
    port.partner("globex");
    port.created("acme", 3);
    port.created("globex", 3);
  }

  @AfterAll
  void stop() {
    port.close();
    issuer.close();
  }

  private String token(Signer with, String partner, Duration life, String scope) {
    Instant now = Instant.now();
    Map<String, Object> claims = new HashMap<>();
    claims.put("iss", issuer.url());
    claims.put("aud", "orderwire");
    claims.put("sub", partner);
    claims.put("scope", scope);
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", now.plus(life).getEpochSecond());
    return StubIssuer.token(with, claims);
  }

  private String token(String partner) {
    return token(key, partner, Duration.ofHours(1), "orderwire.read orderwire.manage");
  }

  @Test
  void a_token_shows_the_history_of_the_partner_that_it_names() {
    String token = token("acme");
    assertThat(port.get(token, EVENTS).body()).contains(PartnerPort.id("acme", 3));
    assertThat(port.get(token("globex"), EVENTS).body())
        .contains(PartnerPort.id("globex", 3))
        .doesNotContain(PartnerPort.id("acme", 3));
    HttpResponse<String> foreign =
        port.get(token, EVENTS + "?newer_than=" + PartnerPort.id("globex", 1));
    assertThat(foreign.statusCode()).isEqualTo(400);
  }

  @Test
  void a_token_that_is_known_is_answered_on_the_short_way() {
    String token = token("acme");
    assertThat(port.get(token, EVENTS).statusCode()).isEqualTo(200);
    long before = port.part(PartnerPort.ServletRequests.class).count();
    for (int n = 0; n < 10; n++) {
      assertThat(port.get(token, EVENTS).statusCode()).isEqualTo(200);
    }
    assertThat(port.part(PartnerPort.ServletRequests.class).count()).isEqualTo(before);
  }

  @Test
  void refusals_are_problems_that_say_what_is_wrong() {
    refused(token("nobody"), 401, "invalid_key", "not registered");
    refused(token("acme") + "A", 401, "invalid_key", "signature");
    refused(token(key, "acme", Duration.ofMinutes(-1), ""), 401, "invalid_key", "expired");
    refused(
        token(StubIssuer.newKey("unknown", "ES256"), "acme", LONG, ""),
        401,
        "invalid_key",
        "no key");
    refused(token(key, "acme", LONG, "other"), 403, "insufficient_scope", "read");
    // More than the server takes, less than a header may have.
    refused("ey" + "x".repeat(9_000) + ".y.z", 401, "invalid_key", "8,192");
  }

  private void refused(String token, int status, String code, String detail) {
    for (int twice = 0; twice < 2; twice++) {
      HttpResponse<String> answer = port.get(token, EVENTS);
      assertThat(answer.statusCode()).isEqualTo(status);
      assertThat(answer.headers().firstValue("Content-Type"))
          .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
      if (!code.equals("partner_suspended")) {
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
      }
      assertThat(answer.body()).contains("\"code\":\"" + code + "\"").contains(detail);
      assertThat(answer.body()).doesNotContain(token.substring(0, 20));
    }
  }

  @Test
  void a_suspended_partner_s_token_is_refused_and_its_stream_ends() throws Exception {
    port.partner("leaving");
    String token = token("leaving");
    try (RawStream stream = RawStream.open(port.port(), STREAM, token)) {
      stream.until(": heartbeat");
      assertThat(port.registry().suspend("leaving", true, Authors.OPERATOR)).isPresent();
      stream.toEnd();
      assertThat(stream.text()).contains("\"reason\":\"not_allowed\"");
    }
    refused(token, 403, "partner_suspended", "suspended");
  }

  @Test
  void scopes_are_held_to() {
    String reading = token(key, "acme", LONG, "orderwire.read");
    assertThat(port.get(reading, EVENTS).statusCode()).isEqualTo(200);
    assertThat(port.get(reading, "/v1/webhooks/endpoints").statusCode()).isEqualTo(403);
    assertThat(port.get(token("acme"), "/v1/webhooks/endpoints").statusCode()).isEqualTo(200);
  }

  @Test
  void a_stream_ends_when_its_token_expires_and_goes_on_with_a_new_one() throws IOException {
    String token = token(key, "acme", SHORT, "orderwire.read");
    String last;
    try (RawStream stream =
        RawStream.open(port.port(), STREAM + "?since=2000-01-01T00:00:00Z", token)) {
      assertThat(stream.status()).isEqualTo(200);
      stream.toEnd();
      assertThat(stream.text())
          .contains("event: goaway")
          .contains("\"reason\":\"credential_expired\"");
      last = stream.ids().getLast();
    }
    refused(token, 401, "invalid_key", "expired");
    try (RawStream again =
        RawStream.open(port.port(), STREAM, token("acme"), "Last-Event-ID: " + last)) {
      assertThat(again.status()).isEqualTo(200);
      again.until(": heartbeat");
    }
  }

  @Test
  void a_stream_token_does_not_outlive_the_token_that_made_it() throws IOException {
    String token = token(key, "acme", SHORT, "orderwire.read");
    HttpResponse<String> made =
        port.send(
            port.request("/v1/stream-tokens")
                .POST(HttpRequest.BodyPublishers.noBody())
                .header("Authorization", "Bearer " + token));
    assertThat(made.statusCode()).isEqualTo(201);
    String streamToken = made.body().replaceAll(".*\"token\":\"([^\"]+)\".*", "$1");
    try (RawStream stream = RawStream.open(port.port(), STREAM + "?token=" + streamToken, null)) {
      assertThat(stream.status()).isEqualTo(200);
      stream.toEnd();
      assertThat(stream.text()).contains("credential_expired");
    }
  }

  @Test
  void a_token_is_no_stream_token() throws IOException {
    try (RawStream stream = RawStream.open(port.port(), STREAM + "?token=" + token("acme"), null)) {
      assertThat(stream.status()).isEqualTo(401);
    }
  }

  @Test
  void keys_roll_over_and_the_old_one_goes_out() throws IOException {
    try (StubIssuer rolling = StubIssuer.start()) {
      Signer old = rolling.addKey("old", "RS256");
      try (PartnerPort own = start(rolling.url())) {
        own.partner("acme");
        String before = rolled(rolling, old);
        assertThat(own.get(before, EVENTS).statusCode()).isEqualTo(200);
        Signer fresh = rolling.addKey("fresh", "EdDSA");
        String after = rolled(rolling, fresh);
        await()
            .atMost(LONG)
            .untilAsserted(() -> assertThat(own.get(after, EVENTS).statusCode()).isEqualTo(200));
        assertThat(own.get(before, EVENTS).statusCode()).isEqualTo(200);
        try (RawStream stream = RawStream.open(own.port(), STREAM, before)) {
          rolling.publish(fresh);
          stream.toEnd();
          assertThat(stream.text()).contains("\"reason\":\"not_allowed\"");
        }
        assertThat(own.get(before, EVENTS).statusCode()).isEqualTo(401);
        assertThat(own.get(after, EVENTS).statusCode()).isEqualTo(200);
        rolling.setAvailable(false);
        assertThat(own.get(rolled(rolling, fresh), EVENTS).statusCode()).isEqualTo(200);
      }
    }
  }

  private String rolled(StubIssuer by, Signer with) {
    long now = Instant.now().getEpochSecond();
    return StubIssuer.token(
        with,
        Map.of(
            "iss",
            by.url(),
            "aud",
            List.of("orderwire"),
            "sub",
            "acme",
            "scope",
            "orderwire.read",
            "iat",
            now,
            "exp",
            now + 600));
  }

  @Test
  void a_start_does_not_wait_for_the_issuer() {
    try (StubIssuer away = StubIssuer.start()) {
      Signer one = away.addKey("one", "ES256");
      away.setAvailable(false);
      try (PartnerPort own = start(away.url())) {
        String apiKey = own.partner("acme");
        String token = rolled(away, one);
        assertThat(own.get(apiKey, EVENTS).statusCode()).isEqualTo(200);
        HttpResponse<String> answer = own.get(token, EVENTS);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("\"code\":\"issuer_unavailable\"");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        away.setAvailable(true);
        await()
            .atMost(LONG)
            .untilAsserted(() -> assertThat(own.get(token, EVENTS).statusCode()).isEqualTo(200));
      }
    }
  }

  @Test
  void a_token_is_passed_on_to_the_instance_that_has_the_history() throws Exception {
    Owners.Instance owner = new Owners.Instance("127.0.0.1", port.port());
    try (FrontInstance front =
            new FrontInstance(port, _ -> new Owner.Elsewhere(owner), Duration.ZERO);
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      String token = token("acme");
      assertThat(through(client, front, token))
          .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(200))
          .satisfies(answer -> assertThat(answer.body()).contains(PartnerPort.id("acme", 3)));
      for (String bad : List.of(token + "A", token("nobody"), "ey.ey.ey")) {
        // It goes nowhere: what is behind the front answers, which is this instance's own stack.
        assertThat(through(client, front, bad).body()).isEqualTo(FrontInstance.HERE);
      }
    }
  }

  /** The instance in front has checked it, but anybody could say so. */
  @Test
  void what_says_that_it_was_passed_on_is_checked_all_the_same() {
    for (String bad : List.of(token("acme") + "A", token("nobody"), "ey.ey.ey", "ow_unknown")) {
      assertThat(port.get(bad, EVENTS, "Orderwire-Forwarded", "1").statusCode()).isEqualTo(401);
    }
    assertThat(port.get(token("acme"), EVENTS, "Orderwire-Forwarded", "1").statusCode())
        .isEqualTo(200);
  }

  private static HttpResponse<String> through(HttpClient client, FrontInstance front, String token)
      throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + front.port() + EVENTS))
            .header("Authorization", "Bearer " + token)
            .build(),
        BodyHandlers.ofString());
  }

  @Test
  void no_token_is_in_any_log() {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Logger own = (Logger) LoggerFactory.getLogger("io.orderwire");
    ListAppender<ILoggingEvent> events = new ListAppender<>();
    events.start();
    Level before = own.getLevel();
    root.addAppender(events);
    own.setLevel(Level.TRACE);
    List<String> sent = new ArrayList<>();
    try {
      for (String token :
          List.of(
              token("acme"),
              token("nobody"),
              token("acme") + "A",
              "ey" + "secret".repeat(20) + ".secretsecret.secretsecret",
              token(key, "acme", LONG, "other"))) {
        port.get(token, EVENTS);
        port.get(token, EVENTS + "/x");
        sent.add(token);
      }
    } finally {
      own.setLevel(before);
      root.detachAppender(events);
    }
    assertThat(events.list).isNotEmpty();
    for (ILoggingEvent event : List.copyOf(events.list)) {
      String text =
          event.getFormattedMessage()
              + event.getKeyValuePairs()
              + ThrowableProxyUtil.asString(event.getThrowableProxy());
      for (String token : sent) {
        for (String part : token.split("\\.", -1)) {
          assertThat(text).doesNotContain(part);
        }
      }
    }
  }
}
