package io.orderwire.delivery.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.delivery.webhook.Definition;
import io.orderwire.delivery.webhook.Limits;
import io.orderwire.delivery.webhook.Order;
import io.orderwire.delivery.webhook.Outcome;
import io.orderwire.delivery.webhook.Status;
import io.orderwire.delivery.webhook.Transport;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What CloudEvents' handshake makes of the rate that is allowed. */
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

  private Handshake.Answer ask(String allowed) throws InterruptedException {
    Transport transport =
        call ->
            new Transport.Reply(
                new Outcome.Delivered(200),
                Map.of("webhook-allowed-origin", "*", "webhook-allowed-rate", allowed),
                new byte[0]);
    Sender sender = new Sender(transport, Clock.systemUTC(), System::nanoTime);
    Handshake handshake =
        new Handshake(
            sender,
            endpoint -> {
              throw new AssertionError("nothing is signed");
            },
            "sender.example",
            Clock.systemUTC(),
            new SecureRandom());
    return handshake.ask(stage.endpoint("we_a", Order.PARTNER, Status.State.PENDING));
  }
}
