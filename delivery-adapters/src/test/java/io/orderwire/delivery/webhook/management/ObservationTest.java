package io.orderwire.delivery.webhook.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.orderwire.delivery.audit.Author;
import io.orderwire.delivery.history.EventType;
import io.orderwire.delivery.history.MemoryHistory;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.http.Cursors;
import io.orderwire.delivery.http.ErrorCode;
import io.orderwire.delivery.http.RefusedException;
import io.orderwire.delivery.webhook.Definition;
import io.orderwire.delivery.webhook.Endpoint;
import io.orderwire.delivery.webhook.FakeEndpointActions;
import io.orderwire.delivery.webhook.FakeOperationLog;
import io.orderwire.delivery.webhook.FakeProgressStore;
import io.orderwire.delivery.webhook.Format;
import io.orderwire.delivery.webhook.Limits;
import io.orderwire.delivery.webhook.Operation;
import io.orderwire.delivery.webhook.Order;
import io.orderwire.delivery.webhook.Status;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** What depends on time, on a clock that stands still. */
final class ObservationTest {
  private static final Author KEY = new Author.PartnerKey("k-1", "req-1", "192.0.2.7");

  private Instant now = MemoryHistory.EPOCH.plusSeconds(100);
  private final MemoryHistory history = new MemoryHistory();
  private final FakeProgressStore progress = new FakeProgressStore();
  private final FakeEndpointActions actions = new FakeEndpointActions(progress);
  private final FakeOperationLog log = new FakeOperationLog();
  private final Observation observation =
      new Observation(history, new Cursors(history), progress, actions, log, () -> now);

  private static Actor actor(String partnerId) {
    return new Actor(partnerId, KEY);
  }

  private ObjectNode test(String partnerId) throws InterruptedException {
    return observation.test(actor(partnerId), endpoint(partnerId));
  }

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
    test("acme");
    for (int millis : new int[] {0, 999}) {
      now = now.plusMillis(millis);
      assertThatThrownBy(() -> test("acme"))
          .isInstanceOfSatisfying(
              RefusedException.class,
              refused -> {
                assertThat(refused.problem().code()).isEqualTo(ErrorCode.RATE_LIMITED);
                assertThat(refused.problem().retryAfter()).contains(Duration.ofSeconds(1));
              });
    }
    test("other");
    now = now.plusMillis(1);
    assertThat(test("acme").path("outcome").asString()).isEqualTo("delivered");
    assertThat(log.recorded())
        .extracting(FakeOperationLog.Recorded::operation, FakeOperationLog.Recorded::author)
        .as("those that were refused have no entry")
        .containsExactly(
            tuple(new Operation.Test(), KEY),
            tuple(new Operation.Test(), KEY),
            tuple(new Operation.Test(), KEY));
  }

  @Test
  void what_cannot_be_recorded_is_not_done() {
    log.away(true);
    for (ThrowingCallable one :
        new ThrowingCallable[] {
          () -> test("acme"),
          () -> observation.retryParked(actor("acme"), endpoint("acme"), Optional.empty())
        }) {
      assertThatThrownBy(one)
          .isInstanceOfSatisfying(
              RefusedException.class,
              refused ->
                  assertThat(refused.problem().code()).isEqualTo(ErrorCode.BROKER_UNAVAILABLE));
    }
    assertThat(actions.asked()).isEmpty();
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
