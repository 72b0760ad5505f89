package io.orderwire.delivery.webhook.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.delivery.webhook.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rates of less than one request a second. */
final class PaceTest {
  private static final Instant BEGAN = Instant.parse("2026-11-24T06:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 30, 59})
  void a_rate_a_minute_holds_in_any_minute(int perMinute) {
    double rate = perMinute / 60.0;
    Pace pace = new Pace();
    List<Instant> sent = new ArrayList<>();
    for (Instant now = BEGAN; now.isBefore(BEGAN.plus(MINUTE.multipliedBy(10))); ) {
      if (!pace.earliest(now, rate).isAfter(now)) {
        pace.sent(now, rate);
        sent.add(now);
      }
      now = now.plusMillis(sent.size() % 3 == 0 ? 1_300 : 10); // sometimes it comes late
    }
    for (Instant from : sent) {
      assertThat(sent)
          .filteredOn(at -> !at.isBefore(from) && at.isBefore(from.plus(MINUTE)))
          .hasSizeLessThanOrEqualTo(perMinute);
    }
    assertThat(sent).hasSizeGreaterThan(perMinute * 4);
  }

  @Test
  void thirty_a_minute_are_one_in_two_seconds_from_the_beginning() {
    Pace pace = new Pace();
    assertThat(pace.earliest(BEGAN, 0.5)).isEqualTo(BEGAN.plusSeconds(2));
    assertThat(pace.earliest(BEGAN.plusSeconds(1), 0.5)).isEqualTo(BEGAN.plusSeconds(2));
    pace.sent(BEGAN.plusSeconds(3), 0.5);
    assertThat(pace.earliest(BEGAN.plusSeconds(4), 0.5)).isEqualTo(BEGAN.plusSeconds(5));
  }

  @Test
  void one_a_second_and_more_begin_at_once() {
    assertThat(new Pace().earliest(BEGAN, 1)).isEqualTo(Instant.MIN);
  }

  @Test
  void a_dispatch_keeps_to_the_lower_of_both_rates() {
    ByHand endpoint =
        new ByHand(Rules.order(Order.NONE).perSecond(4).perMinute(30), Events.many(9, 9));
    assertThat(endpoint.next()).isEqualTo(new Step.WaitUntil(endpoint.now.plusSeconds(2)));
  }
}
