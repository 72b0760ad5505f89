package io.orderwire.delivery.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GoodbyesTest {
  private static final Duration RETRY = Duration.ofSeconds(2);
  private static final long SEED = 1;

  @Test
  void few_come_back_within_the_usual_time() {
    assertThat(returns(10)).allMatch(time -> time >= 2_000 && time < 4_000);
  }

  @Test
  void no_more_than_a_hundred_come_back_in_a_second() {
    long[] bySecond = new long[13];
    returns(1_000).forEach(time -> bySecond[(int) (time / 1_000)]++);
    assertThat(bySecond).startsWith(0, 0);
    assertThat(Stream.of(2, 3, 4, 5, 6, 7, 8, 9, 10, 11).map(second -> bySecond[second]))
        .allMatch(count -> count > 60 && count < 140);
  }

  @Test
  void nobody_is_kept_away_for_longer_than_half_a_minute_more() {
    assertThat(returns(1_000_000).limit(10_000))
        .allMatch(time -> time >= 2_000 && time < 32_000)
        .anyMatch(time -> time > 30_000);
  }

  @Test
  void it_is_a_whole_event() {
    RandomGenerator least = () -> 0;
    assertThat(new String(new Goodbyes(RETRY, least).shutdown(1), UTF_8))
        .isEqualTo("retry: 2000\n\nevent: goaway\ndata: {\"reason\":\"shutdown\"}\n\n");
  }

  /** In milliseconds, of so many streams. */
  private static Stream<Long> returns(int streams) {
    Goodbyes goodbyes = new Goodbyes(RETRY, new Random(SEED));
    return Stream.generate(() -> goodbyes.retry(streams).toMillis()).limit(streams);
  }
}
