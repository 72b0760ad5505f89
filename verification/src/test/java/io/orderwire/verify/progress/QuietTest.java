package io.orderwire.verify.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.verify.progress.Quiet.State;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class QuietTest {
  private final Quiet quiet = new Quiet(Duration.ofMinutes(2));

  @Test
  void ends_at_once_when_all_has_come() {
    assertThat(look(0, 5, true)).isEqualTo(State.COMPLETE);
  }

  @Test
  void waits_while_something_moves() {
    assertThat(look(0, 5, false)).isEqualTo(State.MOVING);
    assertThat(look(119, 6, false)).isEqualTo(State.MOVING);
    assertThat(look(238, 6, false)).isEqualTo(State.MOVING);
  }

  @Test
  void gives_up_when_nothing_has_moved_for_long() {
    assertThat(look(10, 5, false)).isEqualTo(State.MOVING);
    assertThat(look(129, 5, false)).isEqualTo(State.MOVING);
    assertThat(look(130, 5, false)).isEqualTo(State.STILL);
  }

  @Test
  void counts_from_the_first_look_and_not_from_the_beginning() {
    assertThat(look(1_000, 0, false)).isEqualTo(State.MOVING);
  }

  private State look(int seconds, long moves, boolean complete) {
    return quiet.look(Duration.ofSeconds(seconds), moves, complete);
  }
}
