package io.orderwire.delivery.webhook.delivery;

import static io.orderwire.delivery.webhook.delivery.Stage.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SendersTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final ThreadFactory THREADS = Thread.ofVirtual().factory();

  private final CountDownLatch end = new CountDownLatch(1);

  @AfterEach
  void endAll() {
    end.countDown();
  }

  private static Senders senders(int places, Duration moment) {
    return new Senders(places, moment, System::nanoTime, THREADS);
  }

  private void block() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void runs_no_more_at_once_than_it_has_places() {
    Senders senders = senders(3, LONG);
    AtomicInteger running = new AtomicInteger();
    AtomicInteger ended = new AtomicInteger();
    List<Integer> seen = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 200; i++) {
      senders.run(
          () -> {
            seen.add(running.incrementAndGet());
            LockSupport.parkNanos(1_000);
            running.decrementAndGet();
            ended.incrementAndGet();
          });
    }
    eventually().until(() -> ended.get() == 200);
    assertThat(seen).allMatch(count -> count <= 3);
  }

  @Test
  void begins_in_the_order_of_asking() {
    Senders senders = senders(1, LONG);
    Semaphore go = new Semaphore(0);
    List<Integer> begun = new CopyOnWriteArrayList<>();
    senders.run(go::acquireUninterruptibly);
    List<Integer> asked = new ArrayList<>();
    for (int i : IntStream.range(0, 50).toArray()) {
      asked.add(i);
      senders.run(() -> begun.add(i));
    }
    go.release();
    eventually().until(() -> begun.size() == 50);
    assertThat(begun).isEqualTo(asked);
  }

  @Test
  void what_is_slow_gives_its_place_to_others() {
    Senders senders = senders(2, Duration.ofMillis(1));
    AtomicInteger slow = new AtomicInteger();
    AtomicInteger ended = new AtomicInteger();
    for (int i = 0; i < 20; i++) {
      senders.run(
          () -> {
            slow.incrementAndGet();
            block();
          });
    }
    for (int i = 0; i < 20; i++) {
      senders.run(ended::incrementAndGet);
    }
    eventually().until(() -> ended.get() == 20);
    assertThat(slow).hasValue(20);
  }

  @Test
  void what_was_slow_takes_no_further_place_when_it_ends() {
    Senders senders = senders(1, Duration.ofMillis(1));
    AtomicInteger ended = new AtomicInteger();
    senders.run(
        () -> {
          block();
          ended.incrementAndGet();
        });
    senders.run(ended::incrementAndGet);
    eventually().until(() -> ended.get() == 1);
    end.countDown();
    eventually().until(() -> ended.get() == 2);
    eventually().until(() -> senders.free() == 1);
  }
}
