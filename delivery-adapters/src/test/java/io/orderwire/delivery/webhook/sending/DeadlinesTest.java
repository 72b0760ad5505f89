package io.orderwire.delivery.webhook.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DeadlinesTest {
  private static final int CARRIERS = Runtime.getRuntime().availableProcessors();

  private final Deadlines deadlines = new Deadlines();

  @AfterEach
  void close() {
    deadlines.close();
  }

  @Test
  void cuts_a_call_whose_time_has_come_also_behind_a_longer_one() throws Exception {
    CountDownLatch cut = new CountDownLatch(2);
    AtomicInteger longer = new AtomicInteger();
    var _ = deadlines.cut(new Deadline(Duration.ofHours(1)), longer::incrementAndGet);
    Deadline short1 = new Deadline(Duration.ofMillis(30));
    Deadline short2 = new Deadline(Duration.ofMillis(10));
    var _ = deadlines.cut(short1, cut::countDown);
    var _ = deadlines.cut(short2, cut::countDown);
    cut.await();
    assertThat(short1.hasPassed()).isTrue();
    assertThat(short2.hasPassed()).isTrue();
    assertThat(longer).hasValue(0);
  }

  @Test
  void leaves_a_call_alone_that_has_ended() throws Exception {
    AtomicInteger ended = new AtomicInteger();
    CountDownLatch later = new CountDownLatch(1);
    Deadline deadline = new Deadline(Duration.ofMillis(20));
    deadlines.cut(deadline, ended::incrementAndGet).end();
    var _ = deadlines.cut(new Deadline(Duration.ofMillis(60)), later::countDown);
    later.await();
    assertThat(ended).hasValue(0);
    assertThat(deadline.hasPassed()).isFalse();
  }

  @Test
  void one_that_blocks_while_it_is_closed_delays_no_other() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch cut = new CountDownLatch(1);
    var _ =
        deadlines.cut(
            new Deadline(Duration.ofMillis(1)),
            () -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    var _ = deadlines.cut(new Deadline(Duration.ofMillis(20)), cut::countDown);
    cut.await();
    never.countDown();
  }

  /** As calls do whose sockets always have data. */
  @Test
  void cuts_a_call_while_others_keep_all_carriers_of_virtual_threads() throws Exception {
    CountDownLatch begun = new CountDownLatch(CARRIERS);
    CountDownLatch cut = new CountDownLatch(1);
    AtomicBoolean enough = new AtomicBoolean();
    try {
      for (int i = 0; i < CARRIERS; i++) {
        Thread.startVirtualThread(
            () -> {
              begun.countDown();
              while (!enough.get()) {
                Thread.onSpinWait();
              }
            });
      }
      begun.await();
      var _ = deadlines.cut(new Deadline(Duration.ofMillis(10)), cut::countDown);
      assertThat(cut.await(20, TimeUnit.SECONDS)).isTrue();
    } finally {
      enough.set(true);
    }
  }
}
