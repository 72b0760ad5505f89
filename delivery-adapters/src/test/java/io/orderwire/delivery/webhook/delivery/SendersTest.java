package io.orderwire.delivery.webhook.delivery;

import static io.orderwire.delivery.webhook.delivery.Stage.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.delivery.webhook.delivery.Line.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SendersTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final ThreadFactory THREADS = Thread.ofVirtual().factory();

  private final CountDownLatch end = new CountDownLatch(1);
  private final Line line = proven();

  @AfterEach
  void endAll() {
    end.countDown();
  }

  private static Line proven() {
    Line line = new Line();
    line.answered(true);
    return line;
  }

  private static Senders senders(int places, int most, Duration moment) {
    return new Senders(new Senders.Bounds(places, most, moment), System::nanoTime, THREADS);
  }

  private static Request request(Runnable run) {
    return request(run, () -> {});
  }

  private static Request request(Runnable run, Runnable withdraw) {
    return new Request() {
      @Override
      public int weight() {
        return 1;
      }

      @Override
      public void run() {
        run.run();
      }

      @Override
      public void withdraw() {
        withdraw.run();
      }
    };
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
    Senders senders = senders(3, 100, LONG);
    AtomicInteger running = new AtomicInteger();
    AtomicInteger ended = new AtomicInteger();
    List<Integer> seen = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 200; i++) {
      senders.run(
          line,
          request(
              () -> {
                seen.add(running.incrementAndGet());
                LockSupport.parkNanos(1_000);
                running.decrementAndGet();
                ended.incrementAndGet();
              }));
    }
    eventually().until(() -> ended.get() == 200);
    assertThat(seen).allMatch(count -> count <= 3);
  }

  @Test
  void begins_a_line_in_the_order_of_asking() {
    Senders senders = senders(1, 100, LONG);
    Semaphore go = new Semaphore(0);
    List<Integer> begun = new CopyOnWriteArrayList<>();
    senders.run(line, request(go::acquireUninterruptibly));
    List<Integer> asked = new ArrayList<>();
    for (int i : IntStream.range(0, 50).toArray()) {
      asked.add(i);
      senders.run(line, request(() -> begun.add(i)));
    }
    go.release();
    eventually().until(() -> begun.size() == 50);
    assertThat(begun).isEqualTo(asked);
  }

  @Test
  void what_is_slow_gives_its_place_to_others() {
    Senders senders = senders(2, 100, Duration.ofMillis(1));
    AtomicInteger slow = new AtomicInteger();
    AtomicInteger ended = new AtomicInteger();
    for (int i = 0; i < 20; i++) {
      senders.run(
          proven(),
          request(
              () -> {
                slow.incrementAndGet();
                block();
              }));
    }
    for (int i = 0; i < 20; i++) {
      senders.run(line, request(ended::incrementAndGet));
    }
    eventually().until(() -> ended.get() == 20);
    eventually().until(() -> slow.get() == 20);
  }

  /** Each look at the clock is so late that threads must have waited for a processor. */
  @Test
  void what_takes_long_where_processors_are_busy_is_slow_after_ten_moments() {
    Duration moment = Duration.ofMillis(1);
    AtomicLong clock = new AtomicLong();
    Senders senders =
        new Senders(
            new Senders.Bounds(1, 100, moment),
            () -> clock.addAndGet(moment.toNanos() * 3 / 2),
            THREADS);
    AtomicLong begun = new AtomicLong();
    senders.run(line, request(this::block));
    senders.run(line, request(() -> begun.set(clock.get())));
    eventually().until(() -> begun.get() > 0);
    assertThat(begun).hasValueGreaterThan(moment.toNanos() * 10);
  }

  @Test
  void what_was_slow_takes_no_further_place_when_it_ends() {
    Senders senders = senders(1, 100, Duration.ofMillis(1));
    AtomicInteger ended = new AtomicInteger();
    senders.run(
        line,
        request(
            () -> {
              block();
              ended.incrementAndGet();
            }));
    senders.run(line, request(ended::incrementAndGet));
    eventually().until(() -> ended.get() == 1);
    end.countDown();
    eventually().until(() -> ended.get() == 2);
    eventually().until(() -> senders.free() == 1);
  }

  @Test
  void what_waits_for_its_turn_can_be_withdrawn() {
    Senders senders = senders(1, 100, LONG);
    AtomicInteger run = new AtomicInteger();
    AtomicInteger withdrawn = new AtomicInteger();
    Line other = proven();
    senders.run(line, request(this::block));
    for (int i = 0; i < 5; i++) {
      senders.run(line, request(run::incrementAndGet, withdrawn::incrementAndGet));
      senders.run(other, request(run::incrementAndGet, withdrawn::incrementAndGet));
    }
    senders.withdraw(line);
    assertThat(withdrawn).hasValue(5);
    assertThat(senders.waiting()).isEqualTo(5);
    end.countDown();
    eventually().until(() -> run.get() == 5);
    assertThat(withdrawn).hasValue(5);
  }

  @Test
  void dead_lines_of_any_number_leave_room_and_the_bound_holds() {
    int most = 40;
    Senders senders = senders(4, most, Duration.ofMillis(1));
    AtomicInteger running = new AtomicInteger();
    AtomicInteger highest = new AtomicInteger();
    AtomicInteger dead = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    for (int i = 0; i < 500; i++) {
      senders.run(
          new Line(),
          request(
              () -> {
                highest.accumulateAndGet(running.incrementAndGet(), Math::max);
                dead.incrementAndGet();
                block();
                running.decrementAndGet();
              }));
    }
    List<Thread> askers =
        Stream.generate(
                () ->
                    THREADS.newThread(
                        () -> {
                          Line healthy = proven();
                          for (int i = 0; i < 200; i++) {
                            Semaphore answered = new Semaphore(0);
                            senders.run(
                                healthy,
                                request(
                                    () -> {
                                      highest.accumulateAndGet(
                                          running.incrementAndGet(), Math::max);
                                      LockSupport.parkNanos(
                                          ThreadLocalRandom.current().nextInt(10_000));
                                      running.decrementAndGet();
                                      done.incrementAndGet();
                                      answered.release();
                                    }));
                            answered.acquireUninterruptibly();
                          }
                        }))
            .limit(20)
            .toList();
    askers.forEach(Thread::start);
    eventually().until(() -> done.get() == 4_000);
    assertThat(dead).hasValueLessThanOrEqualTo(most / 4);
    end.countDown();
    eventually().until(() -> dead.get() == 500);
    eventually().until(() -> senders.running() == 0);
    assertThat(highest).hasValueLessThanOrEqualTo(most);
  }
}
