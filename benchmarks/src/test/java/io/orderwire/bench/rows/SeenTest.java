package io.orderwire.bench.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.orderwire.bench.suite.RowFailedException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SeenTest {
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  /** Two partners, whose round begins with number 10. */
  private final Seen seen = new Seen(10, 2, 2, 8);

  /** An event each 100 ms from 0 on. */
  private final Schedule schedule = new Schedule(10, () -> 0);

  @Test
  void each_once_and_in_order_is_all() {
    take(10, 11, 13, 12);
    assertThatCode(() -> seen.requireAll("here", 4)).doesNotThrowAnyException();
  }

  @Test
  void what_is_passed_over_is_missing_and_what_comes_again_is_repeated() {
    take(10, 11, 14, 13);
    assertThatThrownBy(() -> seen.requireAll("here", 4))
        .isInstanceOf(RowFailedException.class)
        .hasMessageContaining("missing");
    Seen other = new Seen(0, 1, 1, 4);
    other.take(0, 1);
    other.take(0, 2);
    assertThatThrownBy(() -> other.requireAll("here", 1)).hasMessageContaining("repeated");
  }

  @Test
  void silences_are_between_events_of_one_partner() {
    seen.take(10, 100 * MILLI);
    seen.take(11, 200 * MILLI);
    seen.take(12, 5_100 * MILLI);
    seen.take(13, 600 * MILLI);
    seen.take(14, 5_200 * MILLI);
    seen.take(15, 1_600 * MILLI);
    assertThat(seen.silences(6)).containsExactly(1, 5);
  }

  @Test
  void waits_count_from_when_an_event_was_due() {
    seen.take(10, 3_000 * MILLI);
    seen.take(11, 150 * MILLI);
    seen.take(12, 3_001 * MILLI);
    seen.take(13, 303 * MILLI);
    assertThat(seen.longestWait(schedule, 4, 0, 1_000 * MILLI)).isCloseTo(3, within(1e-9));
    assertThat(seen.longestWait(schedule, 4, 50 * MILLI, 150 * MILLI))
        .isCloseTo(0.05, within(1e-9));
  }

  @Test
  void all_are_reached_when_each_has_an_event_that_was_due_since() {
    take(10, 11, 12);
    assertThat(seen.hasComeToAll(schedule, 100 * MILLI)).isTrue();
    assertThat(seen.hasComeToAll(schedule, 200 * MILLI)).isFalse();
    take(13);
    assertThat(seen.hasComeToAll(schedule, 200 * MILLI)).isTrue();
  }

  @Test
  void only_partners_that_are_heard_count() {
    Seen first = new Seen(0, 2, 1, 8);
    first.take(0, 1);
    first.take(2, 2);
    assertThatCode(() -> first.requireAll("here", 4)).doesNotThrowAnyException();
    assertThat(first.hasComeToAll(schedule, 200 * MILLI)).isTrue();
    assertThat(first.silences(4)).hasSize(1);
  }

  @Test
  void percentiles_are_of_those_that_are_there() {
    double[] some = {1, 2, 3, 4};
    assertThat(Seen.at(50, some)).isEqualTo(2);
    assertThat(Seen.at(99, some)).isEqualTo(4);
    assertThat(Seen.at(100, some)).isEqualTo(4);
  }

  private void take(long... numbers) {
    for (long number : numbers) {
      seen.take(number, MILLI);
    }
  }
}
