package io.orderwire.delivery.kafka.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LenienceTest {
  private final Lenience lenience = new Lenience();

  @Test
  void grows_with_what_is_under_way_up_to_a_bound() {
    assertThat(lenience.nanos()).isZero();
    lenience.begin();
    assertThat(lenience.nanos()).isEqualTo(Duration.ofNanos(500_000).toNanos());
    for (int i = 0; i < 1_000; i++) {
      lenience.begin();
    }
    assertThat(lenience.nanos()).isEqualTo(Duration.ofMillis(250).toNanos());
    for (int i = 0; i < 1_001; i++) {
      lenience.end();
    }
    assertThat(lenience.nanos()).isZero();
  }
}
