package io.orderwire.delivery.webhook.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderwire.delivery.history.EventType;
import io.orderwire.delivery.history.MemoryHistory;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.http.Cursors;
import io.orderwire.delivery.http.ErrorCode;
import io.orderwire.delivery.http.RefusedException;
import io.orderwire.delivery.webhook.Definition;
import io.orderwire.delivery.webhook.Endpoint;
import io.orderwire.delivery.webhook.FakeEndpointActions;
import io.orderwire.delivery.webhook.FakeProgressStore;
import io.orderwire.delivery.webhook.Format;
import io.orderwire.delivery.webhook.Limits;
import io.orderwire.delivery.webhook.Order;
import io.orderwire.delivery.webhook.Status;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What depends on time, on a clock that stands still. */
final class ObservationTest {
  private Instant now = MemoryHistory.EPOCH.plusSeconds(100);
  private final MemoryHistory history = new MemoryHistory();
  private final FakeProgressStore progress = new FakeProgressStore();
  private final Observation observation =
      new Observation(
          history, new Cursors(history), progress, new FakeEndpointActions(progress), () -> now);

  private static Endpoint endpoint(String partnerId) {
    Definition definition =
        new Definition(
            URI.create("https://a.example/"),
            Optional.empty(),
            Set.of(),
            Order.PARTNER,
            Format.FULL,
            Optional.empty(),
            Limits.DEFAULT,
            Definition.OnExhausted.SUSPEND,
            Definition.Handshake.CHALLENGE,
            false);
    return new Endpoint(
        partnerId,
        "we_1",
        definition,
        Status.of(Status.State.ACTIVE, Instant.EPOCH),
        List.of(),
        Position.START,
        Optional.empty(),
        Optional.empty(),
        1,
        Instant.EPOCH,
        Instant.EPOCH);
  }

  @Test
  void a_partners_tests_are_a_second_apart() throws InterruptedException {
    observation.test(endpoint("acme"));
    for (int millis : new int[] {0, 999}) {
      now = now.plusMillis(millis);
      assertThatThrownBy(() -> observation.test(endpoint("acme")))
          .isInstanceOfSatisfying(
              RefusedException.class,
              refused -> {
                assertThat(refused.problem().code()).isEqualTo(ErrorCode.RATE_LIMITED);
                assertThat(refused.problem().retryAfter()).contains(Duration.ofSeconds(1));
              });
    }
    observation.test(endpoint("other"));
    now = now.plusMillis(1);
    assertThat(observation.test(endpoint("acme")).path("outcome").asString())
        .isEqualTo("delivered");
  }

  @Test
  void lag_is_the_age_of_the_oldest_item_behind_the_cursor() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      history.append("acme", EventType.CREATED, "o" + i);
    }
    progress.put(
        "acme", "we_1", io.orderwire.delivery.subscription.Progress.at(new Position(0, 1)));
    assertThat(observation.stats(endpoint("acme")).toString())
        .contains("\"delivering\":false", "\"lag_events\":2", "\"lag_seconds\":98.0");
  }
}
