package io.orderwire.bench.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private final AtomicLong nanos = new AtomicLong(-1_000);
  private final Schedule schedule = new Schedule(1_000, nanos::get);

  @Test
  void latency_counts_from_when_an_event_was_due_even_if_it_was_sent_later() {
    // Held up for a second: the first ten were due within its first ten milliseconds.
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    for (int n = 0; n < 10; n++) {
      schedule.awaitDue(n);
      schedule.arrived(n);
    }

    assertThat(schedule.count()).isEqualTo(10);
    assertThat(schedule.percentile(100)).isCloseTo(1_000, within(2.0));
    assertThat(schedule.percentile(1)).isCloseTo(991, within(2.0));
  }

  @Test
  void what_arrives_when_it_is_due_took_next_to_nothing() {
    nanos.addAndGet(Duration.ofMillis(5).toNanos());
    schedule.arrived(5);

    assertThat(schedule.percentile(50)).isLessThan(0.001);
  }
}
