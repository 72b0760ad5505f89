package io.orderwire.delivery.webhook.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.delivery.webhook.Definition;
import io.orderwire.delivery.webhook.Limits;
import io.orderwire.delivery.webhook.Order;
import io.orderwire.delivery.webhook.Outcome;
import io.orderwire.delivery.webhook.Status;
import io.orderwire.delivery.webhook.Transport;
import io.orderwire.delivery.webhook.signing.Signer;
import io.orderwire.delivery.webhook.signing.WebhookSecret;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who agrees, and what CloudEvents' handshake makes of the rate that is allowed. */
final class HandshakeTest {
  private final Stage stage = new Stage();

  @AfterEach
  void end() {
    stage.close();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "30, 30", "59, 59", "90, 90", "600000, 600000", "99999999999, 600000"})
  void the_allowed_rate_is_taken_as_it_is(String allowed, int perMinute) throws Exception {
    assertThat(ask(allowed).agreed()).isTrue();
    assertThat(ask(allowed).requestsPerMinute()).hasValue(perMinute);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-5", "1.5", "many", ""})
  void what_allows_nothing_or_is_no_rate_is_no_agreement(String allowed) throws Exception {
    assertThat(ask(allowed).agreed()).isFalse();
  }

  @Test
  void every_rate_is_any() throws Exception {
    assertThat(ask("*").agreed()).isTrue();
    assertThat(ask("*").requestsPerMinute()).isEmpty();
  }

  @Test
  void a_definition_keeps_the_lower_rate() throws Exception {
    Definition definition =
        stage.endpoint("we_a", Order.PARTNER, Status.State.PENDING).definition();
    Limits limits = definition.atMost(OptionalInt.of(30)).atMost(OptionalInt.of(90)).limits();
    assertThat(limits.requestsPerMinute()).hasValue(30);
    assertThat(limits.rate()).isEqualTo(0.5);
    assertThat(definition.atMost(OptionalInt.empty()).limits().rate()).isInfinite();
  }

  @Test
  void who_repeats_the_challenge_agrees() throws Exception {
    assertThat(challenge("$1").agreed()).isTrue();
    assertThat(challenge("{\"challenge\":\"$1\"}").agreed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "ok", "{\"challenge\":\"\"}", "$1$1", "[\"$1\"]"})
  void who_answers_well_and_does_not_repeat_it_has_not_agreed(String body) throws Exception {
    assertThat(challenge(body).agreed()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"*, true", "sender.example, true", "other.example, false", "'', false"})
  void who_allows_another_origin_has_not_agreed(String origin, boolean agreed) throws Exception {
    assertThat(ask(Map.of("webhook-allowed-origin", origin)).agreed()).isEqualTo(agreed);
  }

  /** Answers with a body in which $1 stands for the challenge. */
  private Handshake.Answer challenge(String body) throws InterruptedException {
    SecureRandom random = new SecureRandom();
    Signer signer = Signer.of(WebhookSecret.generate(random), false);
    Transport transport =
        call ->
            new Transport.Reply(
                new Outcome.Delivered(200),
                Map.of(),
                new String(call.body(), UTF_8)
                    .replaceAll("(?s).*\"challenge\":\"([^\"]+)\".*", body)
                    .getBytes(UTF_8));
    return handshake(transport, _ -> signer, random)
        .challenge(stage.endpoint("we_a", Order.PARTNER, Status.State.PENDING));
  }

  private Handshake.Answer ask(String allowedRate) throws InterruptedException {
    return ask(Map.of("webhook-allowed-origin", "*", "webhook-allowed-rate", allowedRate));
  }

  private Handshake.Answer ask(Map<String, String> headers) throws InterruptedException {
    Transport transport =
        call -> new Transport.Reply(new Outcome.Delivered(200), headers, new byte[0]);
    Signers none =
        endpoint -> {
          throw new AssertionError("nothing is signed");
        };
    return handshake(transport, none, new SecureRandom())
        .ask(stage.endpoint("we_a", Order.PARTNER, Status.State.PENDING));
  }

  private static Handshake handshake(Transport transport, Signers signers, SecureRandom random) {
    Sender sender = new Sender(transport, Clock.systemUTC(), System::nanoTime);
    return new Handshake(sender, signers, "sender.example", Clock.systemUTC(), random);
  }
}
