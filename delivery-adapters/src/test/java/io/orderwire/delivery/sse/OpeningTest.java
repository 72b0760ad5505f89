package io.orderwire.delivery.sse;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.delivery.history.History.Readiness;
import io.orderwire.delivery.history.MemoryHistory;
import io.orderwire.delivery.http.Authenticator.Standing;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A connection that has not begun yet, on virtual time. */
class OpeningTest {
  private static final String PARTNER = "acme";

  private final MemoryHistory history = new MemoryHistory();
  private final Opening opening =
      new Opening(
          history,
          PARTNER,
          new Lifetime(
              WalkTest.SETTINGS,
              new Lifetime.Limits(WalkTest.SETTINGS.maxAge(), () -> Standing.ALLOWED, () -> false),
              0),
          new byte[0],
          () -> {
            throw new IllegalStateException("it must not begin");
          },
          _ -> {});

  @Test
  void is_told_to_go_where_the_history_is_after_ten_seconds() {
    history.become(new Readiness.NoOwner());
    assertThat(at(0)).isInstanceOf(Step.Send.class);
    assertThat(at(1)).isInstanceOf(Step.Await.class);
    assertThat(at(10)).isInstanceOf(Step.Await.class);
    assertThat(at(11)).isEqualTo(new Step.GoAway(End.MOVED));
  }

  @Test
  void waits_as_long_where_another_instance_is_thought_to_have_the_history() {
    history.become(new Readiness.Elsewhere());
    assertThat(at(0)).isInstanceOf(Step.Send.class);
    assertThat(at(1)).isInstanceOf(Step.Await.class);
    assertThat(at(10)).isInstanceOf(Step.Await.class);
    assertThat(at(11)).isEqualTo(new Step.GoAway(End.MOVED));
  }

  @Test
  void stays_where_the_history_comes_back_in_time() {
    history.become(new Readiness.NoOwner());
    assertThat(at(0)).isInstanceOf(Step.Send.class);
    assertThat(at(1)).isInstanceOf(Step.Await.class);
    history.become(new Readiness.CatchingUp());
    assertThat(at(8)).isInstanceOf(Step.Await.class);
    history.become(new Readiness.NoOwner());
    assertThat(at(9)).isInstanceOf(Step.Await.class);
    assertThat(at(14)).isInstanceOf(Step.Await.class);
    history.become(new Readiness.Ready());
    assertThat(at(15)).isInstanceOf(Step.Again.class);
  }

  private Step at(long seconds) {
    return opening.next(Duration.ofSeconds(seconds).toNanos(), new SharedFrames(PARTNER));
  }
}
