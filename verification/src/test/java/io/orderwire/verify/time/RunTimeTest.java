package io.orderwire.verify.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RunTimeTest {
  private final AtomicLong nanos = new AtomicLong(7);
  private final RunTime time = new RunTime(nanos::get);

  @Test
  void begins_when_it_is_made_or_told() {
    nanos.set(17);
    assertThat(time.now()).isEqualTo(Duration.ofNanos(10));
    time.begin();
    assertThat(time.now()).isZero();
  }

  @Test
  void sleeps_no_longer_once_it_is_over() throws InterruptedException {
    assertThat(time.sleep(Duration.ofMillis(1))).isTrue();
    time.end();
    assertThat(time.sleep(Duration.ofDays(1))).isFalse();
    assertThat(time.sleepUntil(Duration.ZERO)).isFalse();
    assertThat(time.isOver()).isTrue();
  }

  @Test
  void does_not_sleep_until_what_is_past() throws InterruptedException {
    nanos.set(Duration.ofHours(1).toNanos());
    assertThat(time.sleepUntil(Duration.ofMinutes(1))).isTrue();
  }
}
