package io.orderwire.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class WindowTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  void gives_items_in_their_order_a_part_at_a_time() throws InterruptedException {
    Window<Integer> window = new Window<>(16);
    for (int n = 0; n < 3; n++) {
      assertThat(window.offer(n, LONG)).isTrue();
    }
    Queue<Integer> taken = new ArrayDeque<>();
    window.take(taken);
    assertThat(taken).containsExactly(0, 1);
    window.take(taken);
    assertThat(taken).containsExactly(0, 1, 2);
  }

  @Test
  void what_was_taken_keeps_its_place_until_it_is_done() throws InterruptedException {
    Window<Integer> window = new Window<>(2);
    assertThat(window.offer(1, LONG)).isTrue();
    assertThat(window.offer(2, LONG)).isTrue();
    window.take(new ArrayDeque<>());
    assertThat(window.offer(3, Duration.ZERO)).isFalse();
    window.done(1);
    assertThat(window.offer(3, Duration.ZERO)).isTrue();
  }

  @Test
  void passes_all_on_between_two_threads() throws InterruptedException {
    Window<Integer> window = new Window<>(10);
    CompletableFuture<List<Integer>> read =
        CompletableFuture.supplyAsync(() -> readAll(window, 10_000));
    for (int n = 0; n < 10_000; n++) {
      assertThat(window.offer(n, LONG)).isTrue();
    }
    assertThat(read.join()).hasSize(10_000).isSorted();
  }

  private static List<Integer> readAll(Window<Integer> window, int count) {
    List<Integer> all = new ArrayList<>();
    Queue<Integer> taken = new ArrayDeque<>();
    while (all.size() < count) {
      try {
        window.take(taken);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      int size = taken.size();
      all.addAll(taken);
      taken.clear();
      window.done(size);
    }
    return all;
  }
}
