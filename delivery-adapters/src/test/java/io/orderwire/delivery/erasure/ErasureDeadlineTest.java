package io.orderwire.delivery.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderwire.delivery.erasure.Keeping.Longest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErasureDeadlineTest {
  private static Keeping keeping(Duration longest) {
    return new Keeping("somewhere", "by some setting", new Longest.For(longest));
  }

  @Test
  void what_takes_longer_is_beyond_and_what_takes_as_long_is_not() {
    Keeping longer = keeping(Duration.ofDays(30).plusMillis(1));
    Keeping ever = new Keeping("elsewhere", "", new Longest.Ever());
    Keeping unknown = new Keeping("there", "", new Longest.Unknown("no answer"));

    assertThat(
            new ErasureDeadline(Duration.ofDays(30))
                .beyond(List.of(keeping(Duration.ofDays(30)), longer, ever, unknown)))
        .containsExactly(longer, ever, unknown);
  }

  @Test
  void a_deadline_is_positive() {
    assertThatThrownBy(() -> new ErasureDeadline(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void is_said_in_words() {
    assertThat(keeping(Duration.ofDays(37))).hasToString("somewhere: 37d (by some setting)");
    assertThat(keeping(Duration.ofHours(36))).hasToString("somewhere: 36h (by some setting)");
    assertThat(Keeping.text(Duration.ofMinutes(90))).isEqualTo("90m");
    assertThat(Keeping.text(Duration.ofSeconds(2))).isEqualTo("2s");
    assertThat(Keeping.text(Duration.ofMillis(1500))).isEqualTo("1500ms");
    assertThat(new Keeping("there", "", new Longest.Unknown("no answer")))
        .hasToString("there: unknown, no answer");
    assertThat(new Keeping("here", "some", new Longest.Ever()))
        .hasToString("here: for ever (some)");
  }
}
