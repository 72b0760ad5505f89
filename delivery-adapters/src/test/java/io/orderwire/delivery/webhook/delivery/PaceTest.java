package io.orderwire.delivery.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class PaceTest {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private long now = Long.MAX_VALUE - 10;
  private final Pace pace = new Pace(PAUSE, () -> now);

  @Test
  void the_first_turn_is_at_once_and_the_next_a_pause_later() {
    assertThat(pace.take("acme")).isZero();
    assertThat(pace.take("acme")).isEqualTo(PAUSE);
    now += PAUSE.toNanos() - 1;
    assertThat(pace.take("acme")).isEqualTo(Duration.ofNanos(1));
    now += 1;
    assertThat(pace.take("acme")).isZero();
    assertThat(pace.take("acme")).isEqualTo(PAUSE);
  }

  @Test
  void a_turn_that_is_not_had_is_not_kept() {
    assertThat(pace.take("acme")).isZero();
    for (int i = 0; i < 100; i++) {
      assertThat(pace.take("acme")).isEqualTo(PAUSE);
    }
    now += PAUSE.toNanos();
    assertThat(pace.take("acme")).isZero();
  }

  @Test
  void partners_have_turns_of_their_own() {
    assertThat(pace.take("acme")).isZero();
    assertThat(pace.take("globex")).isZero();
  }
}
