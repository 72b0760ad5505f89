package io.orderwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderwire.testkit.StubIssuer;
import io.orderwire.testkit.StubIssuer.Signer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Partners come with tokens of an issuer, at two adapters that share the partitions. */
class IssuedTokensIT {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final int PARTNERS = 12;
  private static final int EVENTS = 3;
  private static final String PAGE = "/v1/orders/events?since=2000-01-01T00:00:00Z";

  @Test
  void tokens_do_as_well_as_keys_at_every_instance() {
    try (StubIssuer issuer = StubIssuer.start()) {
      Signer first = issuer.addKey("first", "RS256");
      issuer.setAvailable(false);
      try (LocalSystem system = LocalSystem.start("tokens", settings(issuer))) {
        List<String> partners = IntStream.range(0, PARTNERS).mapToObj(n -> "token-" + n).toList();
        for (String partner : partners) {
          system.newKey(partner);
          SampleEvents.post(
              system,
              IntStream.range(0, EVENTS)
                  .mapToObj(
                      n -> SampleEvents.created(partner, partner + "-" + n, UUID.randomUUID())));
        }
        Http waiting = system.partners().withToken(token(issuer, first, partners.getFirst()));
        assertThat(waiting.get(PAGE).code()).isEqualTo("issuer_unavailable");
        issuer.setAvailable(true);
        try (ServiceProcess second = system.anotherAdapter("second")) {
          second.awaitReady();
          List<Http> instances = List.of(system.partners(), system.partnersAt(second));
          for (String partner : partners) {
            showsItsOwnAtEach(instances, partner, token(issuer, first, partner));
          }
          Signer next = issuer.addKey("next", "EdDSA");
          for (String partner : partners) {
            showsItsOwnAtEach(instances, partner, token(issuer, next, partner));
          }
          followsByStream(system, issuer, next, partners.getFirst());
          othersAreRefused(instances, issuer, next);
        }
      }
    }
  }

  private static List<String> settings(StubIssuer issuer) {
    return List.of(
        "--orderwire.issuer.url=" + issuer.url(),
        "--orderwire.issuer.audience=orderwire",
        "--orderwire.issuer.keys.ask-again=1s");
  }

  private static String token(StubIssuer issuer, Signer key, String partner) {
    return token(issuer, key, partner, "orderwire");
  }

  private static String token(StubIssuer issuer, Signer key, String partner, String audience) {
    long now = Instant.now().getEpochSecond();
    return StubIssuer.token(
        key,
        Map.of(
            "iss",
            issuer.url(),
            "aud",
            audience,
            "sub",
            partner,
            "scope",
            "orderwire.read",
            "iat",
            now,
            "exp",
            now + 600));
  }

  private static void showsItsOwnAtEach(List<Http> instances, String partner, String token) {
    for (Http instance : instances) {
      await(partner)
          .atMost(LONG)
          .untilAsserted(
              () -> {
                Answer answer = instance.withToken(token).get(PAGE);
                assertThat(answer.status()).as(answer.text()).isEqualTo(200);
                assertThat(answer.json().path("events")).hasSize(EVENTS);
                answer
                    .json()
                    .path("events")
                    .forEach(
                        item ->
                            assertThat(item.path("order_id").asString()).startsWith(partner + "-"));
              });
    }
  }

  private static void followsByStream(
      LocalSystem system, StubIssuer issuer, Signer key, String partner) {
    Http http = system.partners().withToken(token(issuer, key, partner));
    try (EventStream stream = EventStream.open(http, "?since=2000-01-01T00:00:00Z")) {
      stream.awaitItems(EVENTS);
    }
  }

  private static void othersAreRefused(List<Http> instances, StubIssuer issuer, Signer key) {
    Signer stranger = StubIssuer.newKey("next", "EdDSA");
    for (Http instance : instances) {
      for (String token :
          List.of(
              token(issuer, key, "token-nobody"),
              token(issuer, key, "token-0", "elsewhere"),
              token(issuer, stranger, "token-0"))) {
        Answer answer = instance.withToken(token).get(PAGE);
        assertThat(answer.status()).as(answer.text()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("invalid_key");
      }
      Http reading = instance.withToken(token(issuer, key, "token-0"));
      assertThat(reading.get("/v1/webhooks/endpoints").code()).isEqualTo("insufficient_scope");
    }
  }
}
