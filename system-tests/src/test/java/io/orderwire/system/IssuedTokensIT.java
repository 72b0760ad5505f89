package io.orderwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderwire.testkit.StubIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Partners come with tokens of an authorization server, at two adapters that share the partitions.
 */
class IssuedTokensIT {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final int PARTNERS = 12;
  private static final int EVENTS = 3;
  private static final String PAGE = "/v1/orders/events?since=2000-01-01T00:00:00Z";
  private static final String NOBODY = "token-nobody";
  private static final String ELSEWHERE = "token-elsewhere";

  @Test
  void tokens_do_as_well_as_keys_at_every_instance() {
    List<String> partners = IntStream.range(0, PARTNERS).mapToObj(n -> "token-" + n).toList();
    Map<String, String> clients =
        new HashMap<>(Map.of(NOBODY, "orderwire", ELSEWHERE, "elsewhere"));
    partners.forEach(partner -> clients.put(partner, "orderwire"));
    int port = freePort();
    try (LocalSystem system = LocalSystem.start("tokens", settings(port))) {
      for (String partner : Stream.concat(partners.stream(), Stream.of(ELSEWHERE)).toList()) {
        system.newKey(partner);
        SampleEvents.post(
            system,
            IntStream.range(0, EVENTS)
                .mapToObj(
                    n -> SampleEvents.created(partner, partner + "-" + n, UUID.randomUUID())));
      }
      String early = strangers(port, partners.getFirst());
      assertThat(system.partners().withToken(early).get(PAGE).code())
          .isEqualTo("issuer_unavailable");
      try (AuthorizationServer issuer = AuthorizationServer.start(port, clients);
          ServiceProcess second = system.anotherAdapter("second")) {
        second.awaitReady();
        List<Http> instances = List.of(system.partners(), system.partnersAt(second));
        String old = issuer.token(partners.getFirst());
        for (String partner : partners) {
          showsItsOwnAtEach(instances, partner, issuer.token(partner));
        }
        issuer.rollOver();
        showsItsOwnAtEach(instances, partners.getFirst(), old);
        for (String partner : partners) {
          showsItsOwnAtEach(instances, partner, issuer.token(partner));
        }
        followsByStream(system, issuer.token(partners.getFirst()));
        othersAreRefused(instances, issuer, strangers(port, partners.getFirst()));
        issuer.withdrawOldKeys();
        for (Http instance : instances) {
          await()
              .atMost(LONG)
              .untilAsserted(
                  () ->
                      assertThat(instance.withToken(old).get(PAGE).code())
                          .isEqualTo("invalid_key"));
        }
        showsItsOwnAtEach(instances, partners.getFirst(), issuer.token(partners.getFirst()));
      }
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> settings(int port) {
    return List.of(
        "--orderwire.issuer.url=" + AuthorizationServer.urlAt(port),
        "--orderwire.issuer.audience=orderwire",
        "--orderwire.issuer.keys.ask-again=1s",
        "--orderwire.issuer.keys.refresh=5s");
  }

  /** A token that is right in all but its key, which nobody published. */
  private static String strangers(int port, String partner) {
    long now = Instant.now().getEpochSecond();
    return StubIssuer.token(
        StubIssuer.newKey("stranger", "RS256"),
        Map.of(
            "iss",
            AuthorizationServer.urlAt(port),
            "aud",
            "orderwire",
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

  private static void followsByStream(LocalSystem system, String token) {
    try (EventStream stream =
        EventStream.open(system.partners().withToken(token), "?since=2000-01-01T00:00:00Z")) {
      stream.awaitItems(EVENTS);
    }
  }

  private static void othersAreRefused(
      List<Http> instances, AuthorizationServer issuer, String strangers) {
    for (Http instance : instances) {
      for (String token : List.of(issuer.token(NOBODY), issuer.token(ELSEWHERE), strangers)) {
        Answer answer = instance.withToken(token).get(PAGE);
        assertThat(answer.status()).as(answer.text()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("invalid_key");
      }
      Http reading = instance.withToken(issuer.token("token-0"));
      assertThat(reading.get("/v1/webhooks/endpoints").code()).isEqualTo("insufficient_scope");
    }
  }
}
