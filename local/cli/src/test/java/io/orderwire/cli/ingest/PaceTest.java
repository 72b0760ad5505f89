package io.orderwire.cli.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {
  private final AtomicLong now = new AtomicLong(1_000_000_000_000L);

  @Test
  void spreads_events_evenly_and_does_not_drift() {
    Pace pace = new Pace(1_000, now::get);
    Duration waited = Duration.ZERO;
    for (int i = 0; i <= 1_000; i++) {
      Duration wait = pace.next();
      waited = waited.plus(wait);
      now.addAndGet(wait.toNanos());
    }
    assertThat(waited).isBetween(Duration.ofMillis(999), Duration.ofMillis(1_001));
  }

  @Test
  void makes_up_for_a_short_delay_but_not_for_a_long_one() {
    Pace pace = new Pace(10, now::get);
    pace.next();
    now.addAndGet(Duration.ofSeconds(60).toNanos());
    int atOnce = 0;
    while (!pace.next().isPositive()) {
      atOnce++;
    }
    assertThat(atOnce).isBetween(10, 11);
  }

  @Test
  void never_waits_at_an_infinite_rate() {
    Pace pace = new Pace(Double.POSITIVE_INFINITY, now::get);
    assertThat(pace.next()).isZero();
    assertThat(pace.next()).isZero();
  }
}
