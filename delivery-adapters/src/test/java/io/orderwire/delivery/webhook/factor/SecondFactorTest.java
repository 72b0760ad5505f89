package io.orderwire.delivery.webhook.factor;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.delivery.webhook.factor.SecondFactor.State;
import io.orderwire.delivery.webhook.factor.SecondFactor.Use;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a factor, on a clock that the test moves. */
final class SecondFactorTest {
  private static final byte[] SECRET = new byte[20];
  private static final String WRONG = "wrong";

  private Instant now = Instant.parse("2026-11-24T06:00:00Z");
  private final InstantSource clock = () -> now;
  private SecondFactor factor = SecondFactor.of("acme", new byte[] {1}, State.ACTIVE, now);

  @Test
  void a_code_counts_once_and_none_before_it_after_it() {
    assertThat(use(1)).isInstanceOf(Use.Taken.class);
    assertThat(use(1)).isInstanceOf(Use.Wrong.class);
    assertThat(use(0)).isInstanceOf(Use.Wrong.class);
    now = now.plus(Totp.STEP);
    assertThat(use(0)).isInstanceOf(Use.Wrong.class);
    assertThat(use(1)).isInstanceOf(Use.Taken.class);
  }

  @Test
  void a_right_code_makes_it_active_and_forgets_the_wrong_ones() {
    factor = SecondFactor.of("acme", new byte[] {1}, State.PENDING, now);
    use(WRONG);
    assertThat(factor.isActive()).isFalse();
    assertThat(factor.failures()).isEqualTo(1);
    now = now.plusSeconds(1);
    use(0);
    assertThat(factor.isActive()).isTrue();
    assertThat(factor.failures()).isZero();
    assertThat(factor.version()).isEqualTo(3);
    assertThat(factor.updatedAt()).isEqualTo(now).isAfter(factor.createdAt());
  }

  @Test
  void five_wrong_codes_in_a_row_lock_it_for_five_minutes() {
    for (int wrong = 1; wrong <= 4; wrong++) {
      use(WRONG);
    }
    assertThat(use(0)).isInstanceOf(Use.Taken.class);
    for (int wrong = 1; wrong <= 4; wrong++) {
      use(WRONG);
      assertThat(factor.lockedUntil()).isEmpty();
    }
    use(WRONG);
    Instant until = now.plus(Duration.ofMinutes(5));
    assertThat(factor.lockedUntil()).hasValue(until);

    now = until.minusMillis(1);
    assertThat(use(0)).isEqualTo(new Use.Locked(until));
    now = until;
    assertThat(use(WRONG)).isInstanceOf(Use.Wrong.class);
    assertThat(factor.lockedUntil()).isEmpty();
    assertThat(use(0)).isInstanceOf(Use.Taken.class);
  }

  @Test
  void each_further_lock_is_twice_as_long_to_a_day_at_most_until_a_right_code() {
    for (long minutes : List.of(5L, 10L, 20L, 40L, 80L, 160L, 320L, 640L, 1_280L, 1_440L, 1_440L)) {
      for (int wrong = 1; wrong <= 5; wrong++) {
        use(WRONG);
      }
      Instant until = now.plus(Duration.ofMinutes(minutes));
      assertThat(factor.lockedUntil()).hasValue(until);
      now = until;
    }
    assertThat(use(0)).isInstanceOf(Use.Taken.class);
    for (int wrong = 1; wrong <= 5; wrong++) {
      use(WRONG);
    }
    assertThat(factor.lockedUntil()).hasValue(now.plus(Duration.ofMinutes(5)));
  }

  @Test
  void shows_no_secret() {
    assertThat(factor.toString()).isEqualTo("SecondFactor[acme, ACTIVE, version 1]");
  }

  private Use use(int stepsAhead) {
    return use(Totp.code(SECRET, Totp.step(clock.instant()) + stepsAhead));
  }

  private Use use(String code) {
    Use use = factor.use(SECRET, code, clock.instant());
    factor =
        switch (use) {
          case Use.Taken(SecondFactor next) -> next;
          case Use.Wrong(SecondFactor next) -> next;
          case Use.Locked _ -> factor;
        };
    return use;
  }
}
