package io.orderwire.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class RetriesTest {
  private static final Retries RETRIES =
      new Retries(9, Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ofSeconds(30));

  @Test
  void doubles_up_to_the_longest() {
    assertThat(RETRIES.waitBefore(0, 0)).isEqualTo(Duration.ofMillis(50));
    assertThat(RETRIES.waitBefore(1, 0)).isEqualTo(Duration.ofMillis(100));
    assertThat(RETRIES.waitBefore(2, 0.5)).isEqualTo(Duration.ofMillis(300));
    assertThat(RETRIES.waitBefore(50, 0)).isEqualTo(Duration.ofMillis(2_500));
  }

  @Property
  void lies_between_half_of_the_first_and_the_longest(
      @ForAll @IntRange(min = 0, max = 1_000_000) int retry,
      @ForAll @DoubleRange(min = 0, max = 0.99) double chance) {
    assertThat(RETRIES.waitBefore(retry, chance))
        .isBetween(Duration.ofMillis(50), Duration.ofSeconds(5));
  }

  @Test
  void defaults_are_pinned() {
    assertThat(Retries.DEFAULT)
        .isEqualTo(
            new Retries(10, Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ofSeconds(30)));
  }
}
