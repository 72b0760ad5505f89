package io.orderwire.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

final class CachingRegistryClientTest {
  private static final Schema SCHEMA = Schema.create(Schema.Type.STRING);

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void asks_for_an_id_once() {
    CachingRegistryClient cache = cache(id -> SCHEMA);

    cache.byId(1);
    cache.byId(1);

    assertThat(asked).hasValue(1);
  }

  @Test
  void asks_for_a_registration_once_per_subject() {
    CachingRegistryClient cache = cache(id -> SCHEMA);

    cache.register("a", SCHEMA);
    cache.register("a", SCHEMA);
    cache.register("b", SCHEMA);
    cache.idOf("a", SCHEMA);

    assertThat(asked).hasValue(3);
  }

  @Test
  void remembers_an_unknown_id_for_a_short_time() {
    CachingRegistryClient cache = cache(CachingRegistryClientTest::unknown);

    assertThatThrownBy(() -> cache.byId(1)).isInstanceOf(RegistryException.NotFound.class);
    nanos.addAndGet(Duration.ofMillis(999).toNanos());
    assertThatThrownBy(() -> cache.byId(1)).isInstanceOf(RegistryException.NotFound.class);
    assertThat(asked).hasValue(1);

    nanos.addAndGet(Duration.ofMillis(1).toNanos());
    assertThatThrownBy(() -> cache.byId(1)).isInstanceOf(RegistryException.NotFound.class);
    assertThat(asked).hasValue(2);
  }

  @Test
  void does_not_remember_that_there_was_no_answer() {
    CachingRegistryClient cache =
        cache(
            id -> {
              if (asked.get() == 1) {
                throw new RegistryException.Unavailable("away", null);
              }
              return SCHEMA;
            });

    assertThatThrownBy(() -> cache.byId(1)).isInstanceOf(RegistryException.Unavailable.class);

    assertThat(cache.byId(1)).isEqualTo(SCHEMA);
  }

  @Test
  void shares_one_request_among_those_who_ask_at_the_same_time() {
    CountDownLatch answer = new CountDownLatch(1);
    CachingRegistryClient cache =
        cache(
            id -> {
              await(answer);
              return SCHEMA;
            });
    List<Thread> threads =
        IntStream.range(0, 8).mapToObj(i -> new Thread(() -> cache.byId(1))).toList();

    threads.forEach(Thread::start);
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> threads.stream().allMatch(t -> t.getState() == Thread.State.WAITING));
    answer.countDown();
    threads.forEach(CachingRegistryClientTest::join);

    assertThat(asked).hasValue(1);
  }

  @Test
  void lets_another_ask_when_the_one_who_asked_is_interrupted() {
    CountDownLatch never = new CountDownLatch(1);
    CachingRegistryClient cache =
        cache(
            id -> {
              if (asked.get() == 1) {
                await(never);
              }
              return SCHEMA;
            });
    Thread first = new Thread(() -> assertThatThrownBy(() -> cache.byId(1)));
    first.start();
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> asked.get() == 1);
    CompletableFuture<Schema> second = CompletableFuture.supplyAsync(() -> cache.byId(1));

    first.interrupt();

    assertThat(second.orTimeout(60, TimeUnit.SECONDS).join()).isEqualTo(SCHEMA);
    assertThat(asked).hasValue(2);
  }

  private CachingRegistryClient cache(IntFunction<Schema> byId) {
    RegistryClient registry =
        new RegistryClient() {
          @Override
          public int register(String subject, Schema schema) {
            return asked.incrementAndGet();
          }

          @Override
          public int idOf(String subject, Schema schema) {
            return asked.incrementAndGet();
          }

          @Override
          public Schema byId(int id) {
            asked.incrementAndGet();
            return byId.apply(id);
          }

          @Override
          public RegisteredSchema latest(String subject) {
            throw new UnsupportedOperationException();
          }

          @Override
          public Optional<Compatibility> compatibility(String subject) {
            throw new UnsupportedOperationException();
          }

          @Override
          public void setCompatibility(String subject, Compatibility level) {
            throw new UnsupportedOperationException();
          }
        };
    return new CachingRegistryClient(registry, Duration.ofSeconds(1), nanos::get);
  }

  private static Schema unknown(int id) {
    throw new RegistryException.NotFound(40403, "no schema " + id);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryException.Unavailable("interrupted", e);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
