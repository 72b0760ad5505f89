package io.orderwire.delivery.webhook.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {
  @Test
  void the_default_takes_about_75_hours() {
    Duration all = RetrySchedule.DEFAULT.delays().stream().reduce(Duration.ZERO, Duration::plus);
    assertThat(all).isEqualTo(Duration.ofHours(75).plusMinutes(35).plusSeconds(5));
    assertThat(RetrySchedule.DEFAULT.delays()).hasSize(9);
    assertThat(RetrySchedule.DEFAULT.jitter()).isEqualTo(0.2);
  }

  @Property(tries = 200)
  void a_delay_varies_by_the_jitter_and_no_more(
      @ForAll @IntRange(min = 1, max = 9) int attempts, @ForAll long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    Instant now = Instant.parse("2026-11-24T06:00:00Z");
    Duration nominal = RetrySchedule.DEFAULT.delays().get(attempts - 1);
    Instant due = RetrySchedule.DEFAULT.next(attempts, now, random).orElseThrow();
    assertThat(Duration.between(now, due))
        .isBetween(nominal.multipliedBy(8).dividedBy(10), nominal.multipliedBy(12).dividedBy(10));
  }

  @Test
  void one_more_failure_than_there_are_delays_exhausts_it() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    assertThat(RetrySchedule.DEFAULT.next(10, Instant.EPOCH, random)).isEmpty();
    assertThat(new RetrySchedule(List.of(), 0).next(1, Instant.EPOCH, random)).isEmpty();
  }

  @Test
  void nonsense_is_refused() {
    assertThatThrownBy(() -> new RetrySchedule(List.of(Duration.ZERO), 0.2))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RetrySchedule(List.of(), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
