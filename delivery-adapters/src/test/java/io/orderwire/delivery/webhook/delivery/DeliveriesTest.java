package io.orderwire.delivery.webhook.delivery;

import static io.orderwire.delivery.webhook.delivery.Stage.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.delivery.history.EventType;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.subscription.Progress;
import io.orderwire.delivery.webhook.Attempt;
import io.orderwire.delivery.webhook.Endpoint;
import io.orderwire.delivery.webhook.EndpointActions;
import io.orderwire.delivery.webhook.Limits;
import io.orderwire.delivery.webhook.Order;
import io.orderwire.delivery.webhook.Outcome;
import io.orderwire.delivery.webhook.Replay;
import io.orderwire.delivery.webhook.Status;
import io.orderwire.delivery.webhook.Transport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeliveriesTest {
  private final Stage stage = new Stage();

  @AfterEach
  void end() {
    stage.close();
  }

  private static List<Long> upTo(int last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  private void awaitDelivered(String id, int items) {
    eventually().until(() -> new HashSet<>(stage.delivered(id)).size() == items);
  }

  private static void await(CountDownLatch answers) {
    try {
      answers.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @ParameterizedTest
  @EnumSource(Order.class)
  void delivers_what_is_there_and_what_comes(Order order) {
    stage.append(50);
    stage.endpoint("we_a", order, Status.State.ACTIVE);
    stage.start();
    awaitDelivered("we_a", 50);
    stage.append(50);
    awaitDelivered("we_a", 100);

    assertThat(stage.delivered("we_a")).containsExactlyInAnyOrderElementsOf(upTo(100));
    eventually().until(() -> stage.progress("we_a").position().equals(new Position(0, 100)));
  }

  @Test
  void keeps_the_sequence_in_order_partner_over_failures() {
    stage.append(20);
    stage.answer =
        call ->
            stage.calls.size() % 3 == 0
                ? new Outcome.Refused(500, Optional.empty())
                : new Outcome.Delivered(200);
    stage.endpoint("we_a", Order.PARTNER, Status.State.ACTIVE);
    stage.start();
    awaitDelivered("we_a", 20);

    assertThat(stage.delivered("we_a")).isEqualTo(upTo(20));
  }

  @Test
  void a_degraded_endpoint_stays_so_over_a_restart() {
    stage.append(1);
    Endpoint endpoint = stage.endpoint("we_a", Order.PARTNER, Status.State.ACTIVE);
    Status before = endpoint.status();
    stage.endpoints.put(
        endpoint.with(
            new Status(before.state(), before.reason(), before.since(), Optional.of(Instant.EPOCH)),
            Instant.EPOCH));
    stage.answer = call -> new Outcome.Refused(429, Optional.of(Duration.ofHours(1)));
    stage.start();
    eventually().until(() -> !stage.progress("we_a").retries().isEmpty());

    assertThat(stage.status("we_a").degradedSince()).isPresent();
  }

  @Test
  void goes_on_after_a_restart_at_what_is_stored() {
    stage.append(10);
    stage.endpoint("we_a", Order.PARTNER, Status.State.ACTIVE);
    stage.start();
    awaitDelivered("we_a", 10);
    stage.restart();
    stage.append(5);
    awaitDelivered("we_a", 15);

    assertThat(stage.delivered("we_a")).isEqualTo(upTo(15));
  }

  @Test
  void goes_on_behind_what_another_instance_stored_meanwhile() {
    stage.append(10);
    stage.endpoint("we_a", Order.PARTNER, Status.State.ACTIVE);
    stage.answer =
        call -> {
          if (stage.delivered("we_a").size() == 3) {
            stage.progress.put(Stage.PARTNER, "we_a", Progress.at(new Position(0, 8)));
          }
          return new Outcome.Delivered(204);
        };
    stage.start();
    eventually().until(() -> stage.delivered("we_a").contains(10L));

    assertThat(stage.delivered("we_a")).containsExactly(1L, 2L, 3L, 4L, 9L, 10L);
  }

  @Test
  void tries_again_in_time_though_the_clock_is_set_back() {
    stage.clockAhead = Duration.ofHours(1);
    stage.append(1);
    stage.endpoint("we_a", Order.PARTNER, Status.State.ACTIVE);
    stage.answer =
        call -> {
          stage.clockAhead = Duration.ZERO;
          return stage.calls.size() == 1
              ? new Outcome.Refused(500, Optional.empty())
              : new Outcome.Delivered(204);
        };
    stage.start();

    awaitDelivered("we_a", 1);
  }

  @Test
  void stores_when_it_tries_again_by_the_clock_that_was_set() {
    stage.clockAhead = Duration.ofHours(1);
    stage.append(1);
    stage.endpoint("we_a", Order.PARTNER, Status.State.ACTIVE);
    stage.answer =
        call -> {
          stage.clockAhead = Duration.ZERO;
          return new Outcome.Refused(429, Optional.of(Duration.ofMinutes(10)));
        };
    stage.start();
    eventually().until(() -> !stage.progress("we_a").retries().isEmpty());

    assertThat(stage.progress("we_a").retries().getFirst().dueAt())
        .isBefore(Instant.now().plus(Duration.ofMinutes(11)));
  }

  @Test
  void waits_no_longer_than_was_left_when_another_clock_said_so() {
    stage.append(1);
    stage.endpoint("we_a", Order.PARTNER, Status.State.ACTIVE);
    Instant there = Instant.now().plus(Duration.ofHours(1));
    stage.progress.storedAt(there);
    stage.progress.put(
        Stage.PARTNER,
        "we_a",
        new Progress(
            Position.START,
            Position.START,
            List.of(),
            List.of(new Progress.Retry(1, 1, 1, there.plusMillis(10), there)),
            List.of()));
    stage.start();

    awaitDelivered("we_a", 1);
  }

  @Test
  void stops_where_what_it_sent_was_replaced() {
    stage.append(10);
    stage.endpoint("we_a", Order.PARTNER, Status.State.ACTIVE);
    stage.start();
    awaitDelivered("we_a", 10);
    eventually().until(() -> stage.progress("we_a").position().equals(new Position(0, 10)));
    stage.history.newEpoch(Stage.PARTNER, 5, EventType.CREATED, "again");
    stage.restart();

    eventually()
        .until(
            () -> stage.status("we_a").reason().equals(Optional.of(Status.Reason.HISTORY_EXPIRED)));
  }

  @Test
  void sends_what_comes_in_the_place_of_what_was_read_ahead() {
    stage.append(10);
    CountDownLatch replaced = new CountDownLatch(1);
    stage.answer =
        call -> {
          await(replaced);
          return new Outcome.Delivered(204);
        };
    stage.endpoint("we_a", Order.PARTNER, Status.State.ACTIVE);
    stage.start();
    eventually().until(() -> !stage.calls.isEmpty());
    stage.history.newEpoch(Stage.PARTNER, 2, EventType.CREATED, "again");
    stage.append(8);
    replaced.countDown();
    awaitDelivered("we_a", 10);

    assertThat(stage.attempts.all())
        .extracting(attempt -> attempt.item().orElseThrow())
        .containsExactlyElementsOf(
            LongStream.rangeClosed(1, 10)
                .mapToObj(sequence -> new Position(sequence == 1 ? 0 : 1, sequence))
                .toList());
  }

  @ParameterizedTest
  @EnumSource(Order.class)
  void what_is_erased_while_it_waits_for_another_attempt_is_sent_without_its_content(Order order) {
    stage.append(3);
    AtomicInteger withContent = new AtomicInteger();
    stage.answer =
        call -> {
          if (body(call).contains("\"o-0\"") && withContent.incrementAndGet() == 1) {
            stage.history.erase(Stage.PARTNER, 1);
            return new Outcome.Refused(500, Optional.empty());
          }
          return new Outcome.Delivered(204);
        };
    stage.endpoint("we_a", order, Status.State.ACTIVE);
    stage.start();
    awaitDelivered("we_a", 3);

    assertThat(withContent).hasValue(1);
    assertThat(stage.calls).filteredOn(call -> body(call).contains("\"erased\"")).hasSize(1);
  }

  @Test
  void what_is_erased_while_its_attempt_waits_for_its_turn_is_sent_without_its_content() {
    stage.append(1);
    AtomicReference<Thread> loop = new AtomicReference<>();
    AtomicBoolean isErased = new AtomicBoolean();
    stage.open =
        () -> {
          loop.compareAndSet(null, Thread.currentThread());
          // A request's thread asks when it is the request's turn.
          if (loop.get() != Thread.currentThread() && isErased.compareAndSet(false, true)) {
            stage.history.erase(Stage.PARTNER, 1);
          }
          return true;
        };
    stage.endpoint("we_a", Order.PARTNER, Status.State.ACTIVE);
    stage.start();
    awaitDelivered("we_a", 1);

    assertThat(stage.calls)
        .singleElement()
        .extracting(DeliveriesTest::body)
        .asString()
        .contains("\"erased\"");
  }

  private static String body(Transport.Call call) {
    return new String(call.body(), StandardCharsets.UTF_8);
  }

  @Test
  void sends_again_what_was_in_flight_when_progress_could_not_be_stored() {
    stage.append(3);
    stage.progress.storing(false);
    stage.endpoint("we_a", Order.PARTNER, Status.State.ACTIVE);
    stage.start();
    eventually().until(() -> stage.delivered("we_a").size() >= 2);
    stage.progress.storing(true);
    awaitDelivered("we_a", 3);

    List<Long> delivered = stage.delivered("we_a");
    assertThat(delivered).isSorted();
    assertThat(delivered.stream().filter(one -> one > 1)).containsExactly(2L, 3L);
  }

  @Test
  void suspends_an_endpoint_when_the_schedule_is_exhausted_and_tells_the_others() {
    stage.append(3);
    stage.answer =
        call ->
            call.url().getHost().startsWith("we-bad")
                ? new Outcome.Refused(500, Optional.empty())
                : new Outcome.Delivered(204);
    stage.endpoint("we_bad", Order.PARTNER, Status.State.ACTIVE);
    stage.endpoint("we_good", Order.PARTNER, Status.State.ACTIVE);
    stage.start();
    eventually().until(() -> stage.status("we_bad").state() == Status.State.SUSPENDED);

    assertThat(stage.status("we_bad").reason()).contains(Status.Reason.EXHAUSTED);
    eventually()
        .untilAsserted(
            () ->
                assertThat(stage.attempts.all())
                    .extracting(Attempt::endpointId, Attempt::type)
                    .contains(
                        org.assertj.core.groups.Tuple.tuple("we_good", "endpoint.suspended")));
    assertThat(stage.progress("we_bad").position()).isEqualTo(Position.START);
    assertThat(stage.progress("we_bad").retries())
        .as("the schedule begins anew when it is resumed")
        .extracting(Progress.Retry::attempts)
        .containsExactly(1);
  }

  @Test
  void suspends_an_endpoint_that_answers_410() {
    stage.append(3);
    stage.answer = call -> new Outcome.Refused(410, Optional.empty());
    stage.endpoint("we_a", Order.NONE, Status.State.ACTIVE);
    stage.start();
    eventually().until(() -> stage.status("we_a").state() == Status.State.SUSPENDED);

    assertThat(stage.status("we_a").reason()).contains(Status.Reason.GONE);
  }

  @Test
  void sends_no_item_before_the_handshake() {
    stage.append(1);
    stage.endpoint("we_a", Order.PARTNER, Status.State.PENDING);
    stage.start();
    awaitDelivered("we_a", 1);

    assertThat(stage.attempts.all().getFirst().type()).isEqualTo("endpoint.verification");
    assertThat(new String(stage.calls.getFirst().body(), StandardCharsets.UTF_8))
        .contains("\"challenge\"");
    assertThat(stage.status("we_a").state()).isEqualTo(Status.State.ACTIVE);
  }

  /** The first is sent at once, and so is that of another partner. */
  @Test
  void first_handshakes_of_a_partner_are_a_second_apart() {
    Map<String, Long> asked = new ConcurrentHashMap<>();
    stage.answer =
        call -> {
          asked.put(call.url().getHost(), System.nanoTime());
          return new Outcome.Delivered(200);
        };
    stage.start();
    for (String id : List.of("we_a", "we_b", "we_c")) {
      stage.endpoint(id, Order.PARTNER, Status.State.PENDING);
    }
    eventually().until(() -> asked.size() == 1);
    stage.endpoint("globex", "we_other", Order.PARTNER, Status.State.PENDING);
    eventually().until(() -> asked.size() == 4);

    long other = Objects.requireNonNull(asked.remove("we-other.example"));
    List<Long> times = asked.values().stream().sorted().toList();
    assertThat(times.get(1) - times.get(0)).isGreaterThan(900_000_000);
    assertThat(times.get(2) - times.get(1)).isGreaterThan(900_000_000);
    assertThat(other).isLessThan(times.get(2));
  }

  @Test
  void sends_nothing_while_paused_and_all_of_it_afterwards() {
    Endpoint endpoint = stage.endpoint("we_a", Order.PARTNER, Status.State.ACTIVE);
    stage.start();
    stage.append(2);
    awaitDelivered("we_a", 2);
    Endpoint paused =
        endpoint.with(Status.of(Status.State.PAUSED, Instant.ofEpochSecond(1)), Instant.EPOCH);
    stage.endpoints.put(paused);
    eventually().until(() -> stage.webhooks.deliveries().count() == 0);
    stage.append(2);
    assertThat(stage.delivered("we_a")).isEqualTo(upTo(2));
    stage.endpoints.put(
        paused.with(Status.of(Status.State.ACTIVE, Instant.ofEpochSecond(2)), Instant.EPOCH));
    awaitDelivered("we_a", 4);

    assertThat(stage.delivered("we_a")).isEqualTo(upTo(4));
  }

  @Test
  void looks_at_what_has_changed_and_not_at_all_endpoints_each_time() {
    stage.append(2);
    stage.start();
    stage.endpoints.listed(false);
    Endpoint endpoint = stage.endpoint("we_a", Order.PARTNER, Status.State.ACTIVE);
    awaitDelivered("we_a", 2);
    stage.endpoints.put(
        endpoint.with(Status.of(Status.State.PAUSED, Instant.ofEpochSecond(1)), Instant.EPOCH));
    eventually().until(() -> stage.webhooks.deliveries().count() == 0);
    stage.endpoints.listed(true);
    stage.append(1);
    stage.endpoints.put(
        endpoint.with(Status.of(Status.State.ACTIVE, Instant.ofEpochSecond(2)), Instant.EPOCH));
    awaitDelivered("we_a", 3);
  }

  @Test
  void stores_how_far_it_has_looked_where_nothing_passes_the_filter() {
    stage.append(10_500);
    stage.endpoint("we_a", Order.PARTNER, Status.State.ACTIVE, EventType.CANCELLED);
    stage.start();

    eventually().until(() -> stage.progress("we_a").position().sequence() >= 10_000);
    assertThat(stage.calls).isEmpty();
  }

  @Test
  void sends_nothing_while_the_gate_is_shut() {
    stage.open = () -> false;
    stage.append(1);
    stage.endpoint("we_a", Order.PARTNER, Status.State.ACTIVE);
    stage.start();
    eventually().until(() -> stage.webhooks.deliveries().count() == 1);
    assertThat(stage.calls).isEmpty();
    stage.open = () -> true;

    awaitDelivered("we_a", 1);
  }

  @ParameterizedTest
  @EnumSource(Order.class)
  void what_the_gate_stops_at_its_turn_is_sent_later_and_once(Order order) {
    AtomicInteger asked = new AtomicInteger();
    stage.open = () -> asked.incrementAndGet() % 3 != 0;
    stage.append(30);
    stage.endpoint("we_a", order, Status.State.ACTIVE);
    stage.start();
    awaitDelivered("we_a", 30);

    assertThat(stage.delivered("we_a")).containsExactlyInAnyOrderElementsOf(upTo(30));
    if (order == Order.PARTNER) {
      assertThat(stage.delivered("we_a")).isSorted();
    }
  }

  @Test
  void goes_on_in_order_none_while_progress_is_being_stored_but_no_further_than_its_bound() {
    Queue<Runnable> stores = new ConcurrentLinkedQueue<>();
    stage.progress.later(stores::add);
    AtomicLong mostUnstored = new AtomicLong();
    stage.answer =
        call -> {
          long sent = stage.calls.size();
          mostUnstored.accumulateAndGet(sent - stage.settled("we_a"), Math::max);
          return new Outcome.Delivered(204);
        };
    stage.append(100);
    stage.endpoint("we_a", Order.NONE, Status.State.ACTIVE);
    stage.start();
    awaitDelivered("we_a", Limits.DEFAULT.maxInFlight());
    assertThat(stage.settled("we_a")).as("nothing is stored yet").isZero();
    stage.progress.later(Runnable::run);
    stores.remove().run();
    awaitDelivered("we_a", 100);

    assertThat(mostUnstored).hasValue(Limits.DEFAULT.maxInFlight());
    assertThat(stage.delivered("we_a")).containsExactlyInAnyOrderElementsOf(upTo(100));
    eventually().until(() -> stage.settled("we_a") == 100);
  }

  @ParameterizedTest
  @EnumSource(names = {"PARTNER", "ORDER"})
  void begins_nothing_in_order_while_progress_is_being_stored(Order order) {
    Queue<Runnable> stores = new ConcurrentLinkedQueue<>();
    stage.progress.later(stores::add);
    stage.answer =
        call -> {
          assertThat(stores).isEmpty();
          return new Outcome.Delivered(204);
        };
    stage.history.append(Stage.PARTNER, EventType.CREATED, "one");
    stage.history.append(Stage.PARTNER, EventType.CREATED, "one");
    stage.endpoint("we_a", order, Status.State.ACTIVE);
    stage.start();
    eventually().until(() -> stores.size() == 1);
    assertThat(stage.calls).hasSize(1);
    stores.remove().run();
    eventually().until(() -> stores.size() == 1);
    stores.remove().run();

    assertThat(stage.delivered("we_a")).containsExactly(1L, 2L);
  }

  @Test
  void what_is_stored_late_is_stored_before_a_loop_ends() {
    Queue<Runnable> stores = new ConcurrentLinkedQueue<>();
    stage.progress.later(stores::add);
    stage.append(3);
    Endpoint endpoint = stage.endpoint("we_a", Order.NONE, Status.State.ACTIVE);
    stage.start();
    awaitDelivered("we_a", 3);
    stage.endpoints.put(
        endpoint.with(Status.of(Status.State.PAUSED, Instant.ofEpochSecond(1)), Instant.EPOCH));
    while (!stores.isEmpty()) {
      assertThat(stage.webhooks.deliveries().count()).isEqualTo(1);
      stage.progress.later(Runnable::run);
      stores.remove().run();
    }
    eventually().until(() -> stage.webhooks.deliveries().count() == 0);

    assertThat(stage.settled("we_a")).isEqualTo(3);
  }

  @Test
  void a_loop_whose_requests_wait_for_their_turn_stops_and_loses_none() {
    CountDownLatch answers = new CountDownLatch(1);
    stage.append(1);
    stage.answer =
        call -> {
          if (call.url().getHost().startsWith("we-dead")) {
            await(answers);
          }
          return new Outcome.Delivered(204);
        };
    for (int i = 0; i < 40; i++) {
      stage.endpoint("we_dead_" + i, Order.NONE, Status.State.ACTIVE);
    }
    stage.start();
    eventually().until(() -> stage.calls.size() == Stage.MAX_IN_FLIGHT / 4);
    Endpoint late = stage.endpoint("we_late", Order.NONE, Status.State.ACTIVE);
    eventually().until(() -> stage.webhooks.deliveries().count() == 41);
    stage.endpoints.put(
        late.with(Status.of(Status.State.PAUSED, Instant.ofEpochSecond(1)), Instant.EPOCH));
    eventually().until(() -> stage.webhooks.deliveries().count() == 40);
    stage.endpoints.put(
        late.with(Status.of(Status.State.ACTIVE, Instant.ofEpochSecond(2)), Instant.EPOCH));
    answers.countDown();
    awaitDelivered("we_late", 1);

    assertThat(stage.delivered("we_late")).containsExactly(1L);
    assertThat(stage.calls.stream().filter(call -> call.url().getHost().startsWith("we-late")))
        .hasSize(1);
  }

  @Test
  void stops_when_the_partition_is_lost() {
    stage.endpoint("we_a", Order.PARTNER, Status.State.ACTIVE);
    stage.start();
    eventually().until(() -> stage.webhooks.deliveries().count() == 1);
    stage.owner = false;
    stage.progress.owner(false);

    eventually().until(() -> stage.webhooks.deliveries().count() == 0);
  }

  @Test
  void replays_beside_the_live_cursor() {
    Endpoint endpoint = stage.endpoint("we_a", Order.PARTNER, Status.State.ACTIVE);
    stage.append(10);
    stage.start();
    awaitDelivered("we_a", 10);
    stage.endpoints.put(
        endpoint.withReplay(
            Optional.of(new Replay("rp_1", new Position(0, 2), 6, 1_000, Instant.EPOCH)),
            Instant.EPOCH));
    stage.append(1);
    eventually()
        .atMost(Duration.ofSeconds(25)) // an idle cursor looks up every 30 seconds only
        .until(() -> stage.endpoint("we_a").replay().isEmpty());
    awaitDelivered("we_a", 11);

    assertThat(
            stage.attempts.all().stream()
                .filter(Attempt::replay)
                .map(one -> one.item().orElseThrow().sequence()))
        .containsExactly(3L, 4L, 5L, 6L);
    assertThat(
            stage.calls.stream()
                .filter(call -> call.headers().containsKey("webhook-replay"))
                .count())
        .isEqualTo(4);
    assertThat(stage.progress("we_a").position().sequence()).isEqualTo(11);
    eventually().until(() -> stage.progress.stored(Stage.PARTNER, "we_a.replay").isEmpty());
  }

  @Test
  void moves_a_cursor_only_when_nothing_drives_it() throws InterruptedException {
    Endpoint endpoint = stage.endpoint("we_a", Order.PARTNER, Status.State.ACTIVE);
    stage.append(5);
    stage.start();
    awaitDelivered("we_a", 5);
    EndpointActions actions = stage.webhooks.actions();
    var _ = actions.move(endpoint, "we_a", new Position(0, 3));
    assertThat(stage.webhooks.deliveries().count()).isZero();
    stage.endpoints.put(
        endpoint.with(Status.of(Status.State.ACTIVE, Instant.EPOCH), Instant.EPOCH));
    eventually().until(() -> stage.delivered("we_a").size() == 7);

    assertThat(stage.delivered("we_a")).containsExactly(1L, 2L, 3L, 4L, 5L, 4L, 5L);
  }

  @Test
  void a_defect_in_one_endpoint_leaves_the_others_alone() {
    stage.append(3);
    stage.answer =
        call -> {
          if (call.url().getHost().startsWith("we-bad")) {
            throw new IllegalStateException("a defect");
          }
          return new Outcome.Delivered(204);
        };
    stage.endpoint("we_bad", Order.NONE, Status.State.ACTIVE);
    stage.endpoint("we_good", Order.PARTNER, Status.State.ACTIVE);
    stage.start();
    awaitDelivered("we_good", 3);
    eventually().until(() -> stage.status("we_bad").state() == Status.State.SUSPENDED);

    assertThat(stage.delivered("we_bad")).isEmpty();
  }
}
