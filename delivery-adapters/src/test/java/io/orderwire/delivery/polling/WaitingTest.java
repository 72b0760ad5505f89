package io.orderwire.delivery.polling;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WaitingTest {
  @Test
  void lets_so_many_of_each_partner_wait_and_no_more() {
    Waiting waiting = new Waiting(2);
    assertThat(waiting.begin("acme")).isTrue();
    assertThat(waiting.begin("acme")).isTrue();
    assertThat(waiting.begin("acme")).isFalse();
    assertThat(waiting.begin("zenith")).isTrue();
  }

  @Test
  void one_that_ends_makes_room_for_one() {
    Waiting waiting = new Waiting(1);
    assertThat(waiting.begin("acme")).isTrue();
    waiting.end("acme");
    assertThat(waiting.begin("acme")).isTrue();
    assertThat(waiting.begin("acme")).isFalse();
  }

  @Test
  void none_may_wait_where_none_are_allowed() {
    assertThat(new Waiting(0).begin("acme")).isFalse();
  }
}
