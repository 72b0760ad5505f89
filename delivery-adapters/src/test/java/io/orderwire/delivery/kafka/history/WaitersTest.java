package io.orderwire.delivery.kafka.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WaitersTest {
  private final Waiters waiters = new Waiters();
  private final List<String> told = new ArrayList<>();

  @Test
  void tells_each_partner_once_however_often_it_changed() {
    waiters.add("a", () -> told.add("a"));
    waiters.add("b", () -> told.add("b"));
    waiters.add("c", () -> told.add("c"));
    waiters.changed("a");
    waiters.changed("b");
    waiters.changed("a");
    assertThat(told).isEmpty();
    waiters.tell();
    assertThat(told).containsExactlyInAnyOrder("a", "b");
    waiters.tell();
    assertThat(told).hasSize(2);
  }

  @Test
  void a_change_that_comes_while_it_is_told_is_told_again() {
    waiters.add(
        "a",
        () -> {
          told.add("a");
          if (told.size() == 1) {
            waiters.changed("a");
          }
        });
    waiters.changed("a");
    waiters.tell();
    waiters.tell();
    assertThat(told).containsExactly("a", "a");
  }
}
