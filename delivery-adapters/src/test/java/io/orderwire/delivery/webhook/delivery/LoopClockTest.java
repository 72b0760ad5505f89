package io.orderwire.delivery.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoopClockTest {
  private static final Instant BEGUN = Instant.parse("2026-03-01T08:00:00Z");

  private Instant wall = BEGUN;
  private long nanos = Long.MAX_VALUE - 5;
  private final LoopClock clock = new LoopClock(() -> wall, () -> nanos);

  private void pass(Duration time) {
    wall = wall.plus(time);
    nanos += time.toNanos();
  }

  @Test
  void goes_with_the_wall_clock() {
    pass(Duration.ofSeconds(5));

    assertThat(clock.instant()).isEqualTo(BEGUN.plusSeconds(5));
    assertThat(clock.wallAhead()).isZero();
  }

  @Test
  void does_not_jump_with_the_wall_clock() {
    wall = wall.minusSeconds(3600);
    pass(Duration.ofSeconds(5));

    assertThat(clock.instant()).isEqualTo(BEGUN.plusSeconds(5));
    assertThat(clock.wallAhead()).isEqualTo(Duration.ofHours(-1));
  }

  @Test
  void takes_a_step_of_less_than_a_second_for_none() {
    nanos += TimeUnit.MILLISECONDS.toNanos(999);
    assertThat(clock.wallAhead()).isZero();

    nanos += TimeUnit.MILLISECONDS.toNanos(1);
    assertThat(clock.wallAhead()).isEqualTo(Duration.ofSeconds(-1));
  }
}
