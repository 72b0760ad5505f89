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
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AnnouncerTest {
  private static final int MOST = 40;
  private static final int ALL = 1_000_000;
  private static final int ENDPOINTS = Endpoint.MOST_OF_A_PARTNER;
  private static final ThreadFactory THREADS = Thread.ofVirtual().factory();

  private final Stage stage = new Stage();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Semaphore answers = new Semaphore(0, true);
  private final Set<String> told = ConcurrentHashMap.newKeySet();
  private final AtomicInteger begun = new AtomicInteger();
  private final Senders senders =
      new Senders(new Senders.Bounds(MOST, MOST, Duration.ofMillis(1)), System::nanoTime, THREADS);
  private final Announcer announcer =
      new Announcer(
          stage.endpoints,
          (to, type, id, json, number) -> {
            begun.incrementAndGet();
            answers.acquire();
            told.add(to.id());
            return true;
          },
          senders,
          new DeliveryMeters(registry),
          THREADS,
          new Random(1));

  @AfterEach
  void end() {
    answers.release(ALL);
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
    answers.release(ALL);
    eventually().until(() -> told.size() == 99);
  }

  @Test
  void no_more_notices_of_a_partner_are_kept_than_the_most() {
    Endpoint about = endpointsOf(Stage.PARTNER);
    announceAll(about);
    assertThat(senders.running() + senders.waiting()).isEqualTo(Announcer.MOST_OF_A_PARTNER);
    assertThat(dropped()).isZero();
    announcer.announce(about, "endpoint.changed", new byte[0]);
    assertThat(senders.running() + senders.waiting()).isEqualTo(Announcer.MOST_OF_A_PARTNER);
    assertThat(dropped()).isEqualTo(ENDPOINTS - 1);
    answers.release(ALL);
    eventually().until(() -> senders.running() + senders.waiting() == 0);
    announcer.announce(about, "endpoint.changed", new byte[0]);
    eventually().until(() -> begun.get() == Announcer.MOST_OF_A_PARTNER + ENDPOINTS - 1);
  }

  @Test
  void a_partner_whose_endpoints_hang_takes_no_other_s_notices_or_turns() {
    announceAll(endpointsOf("hanging"));
    eventually().until(() -> begun.get() == MOST / 4);
    stage.endpoint(Stage.PARTNER, "we_well", Order.NONE, Status.State.ACTIVE);
    Endpoint about = stage.endpoint(Stage.PARTNER, "we_about", Order.NONE, Status.State.SUSPENDED);
    announcer.announce(about, "endpoint.suspended", new byte[0]);
    assertThat(dropped()).isZero();
    answers.release(MOST / 4 + 3);
    eventually().until(() -> told.contains("we_well"));
  }

  @Test
  void no_more_notices_are_kept_of_all_than_the_most() {
    int partners = Announcer.MOST_PENDING / Announcer.MOST_OF_A_PARTNER + 1;
    for (int i = 0; i < partners; i++) {
      announceAll(endpointsOf("partner-" + i));
    }
    assertThat(senders.running() + senders.waiting()).isEqualTo(Announcer.MOST_PENDING);
    assertThat(dropped())
        .isEqualTo(partners * Announcer.MOST_OF_A_PARTNER - Announcer.MOST_PENDING);
  }

  /** All that a partner may have; one of them. */
  private Endpoint endpointsOf(String partner) {
    for (int i = 1; i < ENDPOINTS; i++) {
      stage.endpoint(partner, "we_" + i, Order.NONE, Status.State.ACTIVE);
    }
    return stage.endpoint(partner, "we_0", Order.NONE, Status.State.ACTIVE);
  }

  /** As many notices as are kept of a partner. */
  private void announceAll(Endpoint about) {
    for (int i = 0; i < ENDPOINTS; i++) {
      announcer.announce(about, "endpoint.changed", new byte[0]);
    }
  }

  private double dropped() {
    return registry.counter("orderwire.webhook.notices_dropped").count();
  }
}
