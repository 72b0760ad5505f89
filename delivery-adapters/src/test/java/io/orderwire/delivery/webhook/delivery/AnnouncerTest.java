package io.orderwire.delivery.webhook.delivery;

import static io.orderwire.delivery.webhook.delivery.Stage.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orderwire.delivery.webhook.Endpoint;
import io.orderwire.delivery.webhook.Order;
import io.orderwire.delivery.webhook.Status;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AnnouncerTest {
  private static final int MOST = 40;
  private static final ThreadFactory THREADS = Thread.ofVirtual().factory();

  private final Stage stage = new Stage();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final CountDownLatch answers = new CountDownLatch(1);
  private final Set<String> told = ConcurrentHashMap.newKeySet();
  private final AtomicInteger begun = new AtomicInteger();
  private final Senders senders =
      new Senders(new Senders.Bounds(MOST, MOST, Duration.ofMillis(1)), System::nanoTime, THREADS);
  private final Announcer announcer =
      new Announcer(
          stage.endpoints,
          (to, type, id, json, number) -> {
            begun.incrementAndGet();
            answers.await();
            told.add(to.id());
            return true;
          },
          senders,
          new DeliveryMeters(registry),
          THREADS,
          new Random(1));

  @AfterEach
  void end() {
    answers.countDown();
    stage.close();
  }

  @Test
  void notices_to_endpoints_that_do_not_answer_have_a_quarter_of_what_may_be_in_flight() {
    for (int i = 0; i < 100; i++) {
      stage.endpoint("we_" + i, Order.NONE, Status.State.ACTIVE);
    }
    announcer.announce(stage.endpoint("we_0"), "endpoint.changed", new byte[0]);
    eventually().until(() -> begun.get() == MOST / 4);
    assertThat(senders.running()).isEqualTo(MOST / 4);
    assertThat(senders.waiting()).isEqualTo(99 - MOST / 4);
    answers.countDown();
    eventually().until(() -> told.size() == 99);
  }

  @Test
  void no_more_notices_are_kept_than_the_most() {
    for (int i = 0; i < 101; i++) {
      stage.endpoint("we_" + i, Order.NONE, Status.State.ACTIVE);
    }
    Endpoint about = stage.endpoint("we_0");
    for (int i = 0; i < 101; i++) {
      announcer.announce(about, "endpoint.changed", new byte[0]);
    }
    assertThat(senders.running() + senders.waiting()).isEqualTo(Announcer.MOST_PENDING);
    assertThat(registry.counter("orderwire.webhook.notices_dropped").count()).isEqualTo(100);
    answers.countDown();
    eventually().until(() -> senders.running() + senders.waiting() == 0);
    announcer.announce(about, "endpoint.changed", new byte[0]);
    eventually().until(() -> begun.get() == Announcer.MOST_PENDING + 100);
  }
}
