package io.orderwire.delivery.kafka.history;

import static io.orderwire.delivery.kafka.history.OpenedHistory.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.History.NotHereException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What may go wrong only when many threads meet. */
final class ConcurrentReadsTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @Test
  void every_follower_sees_every_item_once_and_in_order_and_no_wake_up_is_lost() throws Exception {
    int items = 3_000;
    int followers = 64;
    try (OpenedHistory opened = new OpenedHistory();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Long>> ends = new ArrayList<>();
      for (int follower = 0; follower < followers; follower++) {
        int limit = 1 + follower % 7;
        ends.add(threads.submit(() -> follow(opened, items, limit)));
      }
      opened.events(1, items);
      for (Future<Long> end : ends) {
        assertThat(end.get(120, TimeUnit.SECONDS)).isEqualTo(items);
      }
    }
  }

  private static long follow(OpenedHistory opened, long until, int limit) throws Exception {
    long at = 0;
    while (at < until) {
      if (!opened.history.awaitAfter(ACME, at, LONG)) {
        return -at;
      }
      for (Event item : opened.history.readAfter(ACME, at, limit)) {
        if (item.position().sequence() != at + 1) {
          return -at;
        }
        at++;
      }
    }
    return at;
  }

  @Test
  void a_single_item_wakes_all_of_many_waiting_threads() throws Exception {
    int waiting = 20_000;
    try (OpenedHistory opened = new OpenedHistory();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CountDownLatch begun = new CountDownLatch(waiting);
      List<Future<Boolean>> woken = new ArrayList<>();
      for (int one = 0; one < waiting; one++) {
        woken.add(
            threads.submit(
                () -> {
                  begun.countDown();
                  return opened.history.awaitAfter(ACME, 0, LONG);
                }));
      }
      begun.await();
      opened.events(1, 1);
      for (Future<Boolean> one : woken) {
        assertThat(one.get(60, TimeUnit.SECONDS)).isTrue();
      }
    }
  }

  @Test
  void waiting_ends_without_an_item_when_its_time_is_over() throws Exception {
    try (OpenedHistory opened = new OpenedHistory()) {
      opened.events(1, 1);
      assertThat(opened.history.awaitAfter(ACME, 1, Duration.ofMillis(20))).isFalse();
      assertThat(opened.history.awaitAfter(ACME, 0, Duration.ZERO)).isTrue();
    }
  }

  @Test
  void waiting_ends_when_the_history_is_frozen() throws Exception {
    try (OpenedHistory opened = new OpenedHistory();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      opened.events(1, 2);
      Future<Boolean> waiting = threads.submit(() -> opened.history.awaitAfter(ACME, 2, LONG));
      opened.take(opened.entries.event(ACME, 0, 2, "other"));
      assertThat(waiting.get(60, TimeUnit.SECONDS)).isFalse();
    }
  }

  @Test
  void readers_of_a_partition_that_is_closed_and_opened_again_see_whole_pages_or_that_it_is_away()
      throws Exception {
    try (OpenedHistory opened = new OpenedHistory();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      opened.events(1, 200);
      AtomicBoolean stop = new AtomicBoolean();
      List<Future<Integer>> readers = new ArrayList<>();
      for (int reader = 0; reader < 16; reader++) {
        readers.add(threads.submit(() -> readUntil(opened, stop)));
      }
      for (int round = 0; round < 30; round++) {
        opened.reopen();
      }
      stop.set(true);
      for (Future<Integer> reader : readers) {
        assertThat(reader.get(60, TimeUnit.SECONDS)).isZero();
      }
    }
  }

  private static int readUntil(OpenedHistory opened, AtomicBoolean stop) {
    int wrong = 0;
    while (!stop.get()) {
      try {
        wrong += opened.history.readAfter(ACME, 0, 1_000).size() == 200 ? 0 : 1;
        wrong += opened.history.readBefore(ACME, 101, 1_000).size() == 100 ? 0 : 1;
        wrong += opened.ofOrder("ord-7").size() == 2 ? 0 : 1;
      } catch (NotHereException e) {
        Thread.onSpinWait();
      }
    }
    return wrong;
  }
}
