package io.orderwire.delivery.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.webhook.Cause;
import io.orderwire.delivery.webhook.Cause.Finding;
import io.orderwire.delivery.webhook.Endpoint;
import io.orderwire.delivery.webhook.Order;
import io.orderwire.delivery.webhook.Replay;
import io.orderwire.delivery.webhook.Status;
import io.orderwire.delivery.webhook.Status.State;
import io.orderwire.delivery.webhook.dispatch.Health;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What loops find out is stored, and recorded as the service's own doing. */
class StatusChangesTest {
  private final Stage stage = new Stage();
  private final StatusChanges changes =
      new StatusChanges(
          stage.endpoints,
          stage.progress,
          new Announcer(
              stage.endpoints,
              (_, _, _, _, _) -> true,
              new Senders(
                  new Senders.Bounds(4, 16, Duration.ofHours(1)),
                  System::nanoTime,
                  Thread.ofVirtual().factory()),
              new DeliveryMeters(new SimpleMeterRegistry()),
              Thread.ofVirtual().factory(),
              new SecureRandom()),
          new DeliveryMeters(new SimpleMeterRegistry()),
          () -> Instant.EPOCH);

  @AfterEach
  void end() {
    stage.close();
  }

  private void ended(Endpoint endpoint, Loop.End end) throws InterruptedException {
    changes.of(new Running(new Cursor(endpoint, endpoint.replay()), false), end);
  }

  private void looked(boolean degraded) throws InterruptedException {
    changes.look(
        new Cursor(stage.endpoint("we_a"), Optional.empty()),
        new Health(10, 0.5, degraded, 0, Health.Breaker.CLOSED, 1, 0));
  }

  private void assertRecorded(Finding... findings) {
    assertThat(stage.endpoints.causes()).hasSameSizeAs(findings);
    for (int i = 0; i < findings.length; i++) {
      assertThat(stage.endpoints.causes().get(i)).isEqualTo(new Cause.Found(findings[i]));
    }
  }

  @Test
  void records_a_handshake_that_is_done() throws InterruptedException {
    Endpoint endpoint = stage.endpoint("we_a", Order.NONE, State.PENDING);
    ended(endpoint, new Loop.End.Verified(OptionalInt.empty()));

    assertThat(stage.status("we_a").state()).isEqualTo(State.ACTIVE);
    assertRecorded(Finding.VERIFIED);
  }

  @Test
  void records_a_suspension() throws InterruptedException {
    Endpoint endpoint = stage.endpoint("we_a", Order.NONE, State.ACTIVE);
    ended(endpoint, new Loop.End.Suspend(Status.Reason.GONE));

    assertThat(stage.status("we_a").reason()).contains(Status.Reason.GONE);
    assertRecorded(Finding.SUSPENDED);
  }

  @Test
  void records_that_an_endpoint_is_degraded_and_that_it_has_recovered()
      throws InterruptedException {
    stage.endpoint("we_a", Order.NONE, State.ACTIVE);
    looked(true);
    looked(true);
    assertThat(stage.status("we_a").degradedSince()).isPresent();
    looked(false);

    assertThat(stage.status("we_a").degradedSince()).isEmpty();
    assertRecorded(Finding.DEGRADED, Finding.RECOVERED);
  }

  @Test
  void records_the_end_of_a_replay() throws InterruptedException {
    Replay replay = new Replay("rp_1", Position.START, 6, 10, Instant.EPOCH);
    Endpoint replaying =
        stage
            .endpoint("we_a", Order.NONE, State.ACTIVE)
            .withReplay(Optional.of(replay), Instant.EPOCH);
    stage.endpoints.put(replaying);
    ended(replaying, new Loop.End.Finished());

    assertThat(stage.endpoint("we_a").replay()).isEmpty();
    assertRecorded(Finding.REPLAY_FINISHED);
  }

  @Test
  void records_nothing_of_what_is_not_wanted_any_more() throws InterruptedException {
    Endpoint endpoint = stage.endpoint("we_a", Order.NONE, State.ACTIVE);
    stage.endpoints.put(endpoint.with(Status.of(State.PAUSED, Instant.EPOCH), Instant.EPOCH));
    ended(endpoint, new Loop.End.Suspend(Status.Reason.GONE));
    ended(endpoint, new Loop.End.Stopped());

    assertThat(stage.status("we_a").state()).isEqualTo(State.PAUSED);
    assertRecorded();
  }
}
