package io.orderwire.delivery.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.delivery.history.DisturbedHistory;
import io.orderwire.delivery.history.EventType;
import io.orderwire.delivery.history.History;
import io.orderwire.delivery.history.ItemIds;
import io.orderwire.delivery.history.MemoryHistory;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.http.Authenticator.Standing;
import io.orderwire.delivery.http.Cursors;
import io.orderwire.delivery.sse.ReadEvents.ReadEvent;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.BeforeTry;
import org.junit.jupiter.api.Test;

/** A walk on virtual time: where it waits, time passes at once. */
class WalkTest {
  private static final String PARTNER = "acme";
  static final StreamSettings SETTINGS =
      new StreamSettings(
          Duration.ofSeconds(15),
          Duration.ofMinutes(30),
          Duration.ofSeconds(2),
          Duration.ofSeconds(5),
          10);

  private MemoryHistory memory = new MemoryHistory();
  private AtomicLong nanos = new AtomicLong();
  private ByteArrayOutputStream sent = new ByteArrayOutputStream();

  @BeforeTry
  void anew() {
    memory = new MemoryHistory();
    nanos = new AtomicLong();
    sent = new ByteArrayOutputStream();
  }

  @Property(tries = 100)
  void history_and_live_items_come_once_each_in_order(
      @ForAll @IntRange(max = 700) int before,
      @ForAll @IntRange(max = 300) int live,
      @ForAll @IntRange(max = 700) int from) {
    created(before);
    int start = Math.min(from, before);
    AtomicInteger left = new AtomicInteger(live);
    Driven loop =
        loop(
            new Position(0, start),
            Set.of(),
            () -> {
              // Asked before every step: the items come between any two of them.
              if (left.getAndDecrement() > 0) {
                created(1);
              }
              return false;
            },
            () -> true);
    assertThat(loop.run()).isEqualTo(End.MAX_AGE);
    assertThat(ids())
        .isEqualTo(IntStream.rangeClosed(start + 1, before + live).mapToObj(WalkTest::id).toList());
  }

  @Test
  void a_quiet_stream_has_a_heartbeat_every_fifteen_seconds() {
    created(1);
    assertThat(loop(new Position(0, 1), Set.of()).run()).isEqualTo(End.MAX_AGE);
    assertThat(text().lines().filter(": heartbeat"::equals)).hasSize(30 * 4 - 1);
    assertThat(ReadEvents.parse(text())).isEmpty();
  }

  @Test
  void the_place_advances_when_filters_let_nothing_pass() {
    created(1_000);
    var _ = loop(Position.START, Set.of(EventType.CANCELLED)).run();
    assertThat(ReadEvents.parse(text())).isEmpty();
    assertThat(ReadEvents.lastId(text())).isEqualTo(id(1_000));
  }

  @Test
  void filters_let_the_types_asked_for_and_erased_items_pass() {
    created(2);
    memory.append(PARTNER, EventType.CANCELLED, "o");
    memory.erase(PARTNER, 1);
    var _ = loop(Position.START, Set.of(EventType.CANCELLED)).run();
    assertThat(ReadEvents.parse(text()))
        .extracting(ReadEvent::name)
        .containsExactly("erased", "order.cancelled");
  }

  @Test
  void ends_within_the_recheck_time_when_the_caller_is_not_let_in_any_more() {
    Driven loop = loop(Position.START, Set.of(), () -> false, () -> false);
    assertThat(loop.run()).isEqualTo(End.NOT_ALLOWED);
    assertThat(Duration.ofNanos(nanos.get())).isLessThanOrEqualTo(Duration.ofSeconds(6));
  }

  @Test
  void ends_at_once_when_the_service_stops() {
    assertThat(loop(Position.START, Set.of(), () -> true, () -> true).run())
        .isEqualTo(End.SHUTDOWN);
  }

  @Test
  void goes_on_with_heartbeats_while_the_history_catches_up() {
    created(2);
    memory.become(new History.Readiness.CatchingUp());
    AtomicInteger steps = new AtomicInteger();
    Driven loop =
        loop(
            Position.START,
            Set.of(),
            () -> {
              if (steps.incrementAndGet() == 1_000) {
                memory.become(new History.Readiness.Ready());
              }
              return false;
            },
            () -> true);
    var _ = loop.run();
    assertThat(text()).startsWith(": heartbeat\n");
    assertThat(ids()).containsExactly(id(1), id(2));
  }

  @Test
  void ends_when_the_history_is_at_another_instance_for_ten_seconds() {
    memory.become(new History.Readiness.NoOwner());
    assertThat(loop(Position.START, Set.of()).run()).isEqualTo(End.MOVED);
    assertThat(Duration.ofNanos(nanos.get()))
        .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(11));
  }

  @Test
  void ends_at_once_when_another_instance_is_known_to_have_the_history() {
    memory.become(new History.Readiness.Elsewhere());
    assertThat(loop(Position.START, Set.of()).run()).isEqualTo(End.MOVED);
    assertThat(Duration.ofNanos(nanos.get())).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void goes_on_when_the_history_comes_back_in_time() {
    created(1);
    AtomicInteger steps = new AtomicInteger();
    BooleanSupplier awayForFiveSecondsOfTen =
        () -> {
          boolean away = steps.incrementAndGet() / 20 % 2 == 0;
          memory.become(away ? new History.Readiness.NoOwner() : new History.Readiness.Ready());
          return false;
        };
    assertThat(loop(Position.START, Set.of(), awayForFiveSecondsOfTen, () -> true).run())
        .isEqualTo(End.MAX_AGE);
    assertThat(ids()).containsExactly(id(1));
  }

  @Test
  void a_frozen_history_sends_what_is_agreed_and_then_heartbeats() {
    created(2);
    memory.freeze(PARTNER, true);
    var _ = loop(Position.START, Set.of()).run();
    assertThat(ids()).containsExactly(id(1), id(2));
    assertThat(text()).contains(": heartbeat");
  }

  @Test
  void ends_where_its_place_was_replaced_by_a_new_epoch() {
    created(5);
    AtomicInteger steps = new AtomicInteger();
    Driven loop =
        loop(
            Position.START,
            Set.of(),
            () -> {
              if (steps.incrementAndGet() == 5) {
                memory.newEpoch(PARTNER, 3, EventType.CREATED, "again");
              }
              return false;
            },
            () -> true);
    assertThat(loop.run()).isEqualTo(End.EXPIRED);
  }

  @Test
  void sends_nothing_of_an_epoch_that_replaced_its_place_right_before_the_read() {
    created(15);
    AtomicInteger reads = new AtomicInteger();
    History history =
        new DisturbedHistory(
            memory,
            _ -> {
              if (reads.incrementAndGet() == 1) {
                memory.newEpoch(PARTNER, 10, EventType.CREATED, "again");
                created(6);
              }
            });
    assertThat(loop(history, new Position(0, 15), Set.of(), () -> false, () -> true).run())
        .isEqualTo(End.EXPIRED);
    assertThat(ids()).isEmpty();
  }

  @Test
  void large_items_are_written_in_small_pieces() {
    for (int i = 0; i < 40; i++) {
      memory.appendLarge(PARTNER, 200_000);
    }
    AtomicLong largest = new AtomicLong();
    var _ =
        new Driven(
                memory,
                Position.START,
                Set.of(),
                () -> false,
                () -> true,
                bytes -> largest.accumulateAndGet(bytes.length, Math::max))
            .run();
    assertThat(largest.get()).isLessThan(300_000);
  }

  private void created(int count) {
    for (int i = 0; i < count; i++) {
      memory.append(PARTNER, EventType.CREATED, "o" + i);
    }
  }

  private Driven loop(Position start, Set<EventType> types) {
    return loop(start, types, () -> false, () -> true);
  }

  private Driven loop(
      Position start, Set<EventType> types, BooleanSupplier closing, BooleanSupplier allowed) {
    return loop(memory, start, types, closing, allowed);
  }

  private Driven loop(
      History history,
      Position start,
      Set<EventType> types,
      BooleanSupplier closing,
      BooleanSupplier allowed) {
    return new Driven(history, start, types, closing, allowed, sent::writeBytes);
  }

  /** Takes a walk's steps one after the other, to its end. */
  private final class Driven {
    private final Walk walk;
    private final Consumer<byte[]> out;

    Driven(
        History history,
        Position start,
        Set<EventType> types,
        BooleanSupplier closing,
        BooleanSupplier allowed,
        Consumer<byte[]> out) {
      this.out = out;
      Lifetime lifetime =
          new Lifetime(
              SETTINGS,
              new Lifetime.Limits(
                  SETTINGS.maxAge(),
                  () -> allowed.getAsBoolean() ? Standing.ALLOWED : Standing.REFUSED,
                  closing),
              nanos.get());
      walk = new Walk(history, new Cursors(history), PARTNER, start, types, lifetime, new byte[0]);
    }

    End run() {
      SharedFrames shared = new SharedFrames(PARTNER);
      while (true) {
        switch (walk.next(nanos.get(), shared)) {
          case Step.Send(byte[] bytes) -> {
            out.accept(bytes);
            walk.sent(nanos.get());
          }
          case Step.Again() -> {}
          case Step.Await(long until) -> nanos.set(until);
          case Step.GoAway(End end) -> {
            return end;
          }
          case Step.Become _, Step.Leave _ -> throw new IllegalStateException("not of a walk");
        }
      }
    }
  }

  private String text() {
    return sent.toString(UTF_8);
  }

  private List<String> ids() {
    return ReadEvents.parse(text()).stream().map(ReadEvent::id).toList();
  }

  private static String id(int sequence) {
    return ItemIds.encode(PARTNER, new Position(0, sequence));
  }
}
